/** What comes in from people and systems that have no token of ours. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.inbound;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
