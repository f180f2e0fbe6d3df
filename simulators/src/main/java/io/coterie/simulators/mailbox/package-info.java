/** A mail server that keeps every message and lets tests look into it. */
@CheckReturnValue
@NullMarked
package io.coterie.simulators.mailbox;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
