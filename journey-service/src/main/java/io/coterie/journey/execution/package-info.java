/** The rules of a run, as two pure functions: what happens next, and what it means. No clock, no database, no framework. */
@CheckReturnValue
@NullMarked
package io.coterie.journey.execution;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
