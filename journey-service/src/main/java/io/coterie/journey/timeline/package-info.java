/** What happened in a run: its events in order, what it asked for, and what became of that. */
@CheckReturnValue
@NullMarked
package io.coterie.journey.timeline;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
