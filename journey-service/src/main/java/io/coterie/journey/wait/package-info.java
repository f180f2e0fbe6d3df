/** What runs wait for: timers and due work as rows, event waits as rows found by subject and event type. */
@CheckReturnValue
@NullMarked
package io.coterie.journey.wait;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
