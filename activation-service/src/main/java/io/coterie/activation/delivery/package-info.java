/** Hands messages over to SMTP exactly once, with consent decided at the moment of delivery. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.delivery;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
