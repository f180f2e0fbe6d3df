/** Keeps accepted changes on disk so that a killed simulator remembers what it answered. */
@CheckReturnValue
@NullMarked
package io.coterie.simulators.journal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
