/** How long the suite takes to be ready, and how much memory it holds. */
@CheckReturnValue
@NullMarked
package io.coterie.benchmarks.start;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
