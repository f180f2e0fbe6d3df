/** Outbox and relay on the way out; idempotent batches, dead letters and subject locks on the way in. */
@CheckReturnValue
@NullMarked
package io.coterie.platform.messaging;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
