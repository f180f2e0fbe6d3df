/** Accounts entering, splitting and acting beside the bare writes of the same rows. */
@CheckReturnValue
@NullMarked
package io.coterie.benchmarks.journeys;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
