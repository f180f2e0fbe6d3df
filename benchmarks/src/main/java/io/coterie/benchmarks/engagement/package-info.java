/** The night's engagement scores beside the aggregation they come of. */
@CheckReturnValue
@NullMarked
package io.coterie.benchmarks.engagement;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
