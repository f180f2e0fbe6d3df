/** What was measured, as numbers, tables and verdicts. */
@CheckReturnValue
@NullMarked
package io.coterie.benchmarks.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
