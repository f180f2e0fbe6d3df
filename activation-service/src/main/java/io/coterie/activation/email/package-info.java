/** E-mail definitions and their rendering for one person. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.email;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
