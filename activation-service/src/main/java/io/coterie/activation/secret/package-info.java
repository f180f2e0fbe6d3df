/** Keys from the environment: encryption of connector secrets, and signed tokens for public links. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.secret;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
