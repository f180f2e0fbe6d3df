/** Addresses that must not be written to, whatever a journey asks for. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.suppression;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
