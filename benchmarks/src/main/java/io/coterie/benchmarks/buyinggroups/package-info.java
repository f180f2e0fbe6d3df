/** Building groups beside a bare loop, and how soon one person's change is told. */
@CheckReturnValue
@NullMarked
package io.coterie.benchmarks.buyinggroups;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
