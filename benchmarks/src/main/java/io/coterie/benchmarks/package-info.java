/** The program behind {@code ./coterie bench}: which measurements there are, and what it is asked. */
@CheckReturnValue
@NullMarked
package io.coterie.benchmarks;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
