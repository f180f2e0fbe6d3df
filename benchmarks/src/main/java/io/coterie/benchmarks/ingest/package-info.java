/** Bulk ingest beside the bare upsert of the same rows. */
@CheckReturnValue
@NullMarked
package io.coterie.benchmarks.ingest;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
