/** Starts LinkedIn and the mailbox as one program. */
@CheckReturnValue
@NullMarked
package io.coterie.simulators;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
