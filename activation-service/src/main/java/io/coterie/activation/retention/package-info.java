/** What is kept only for a time, and is deleted then. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.retention;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
