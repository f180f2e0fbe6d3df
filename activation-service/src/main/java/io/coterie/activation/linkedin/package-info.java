/** Connections to LinkedIn and the calls made through them. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.linkedin;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
