/** One-click unsubscribe (RFC 8058): the public link and what it does. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.unsubscribe;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
