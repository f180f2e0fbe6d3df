/** What audience evaluation and group building cost per person, at several sizes. */
@CheckReturnValue
@NullMarked
package io.coterie.benchmarks.groups;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
