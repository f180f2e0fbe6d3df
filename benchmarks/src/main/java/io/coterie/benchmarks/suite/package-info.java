/** The running suite as a measurement sees it: its doors, its databases, its processor time, its people. */
@CheckReturnValue
@NullMarked
package io.coterie.benchmarks.suite;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
