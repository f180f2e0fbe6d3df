/** What the accounts' people did: kept where a condition counts it, told where a listen waits for it. */
@CheckReturnValue
@NullMarked
package io.coterie.journey.history;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
