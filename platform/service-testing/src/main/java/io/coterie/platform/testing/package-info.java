/** Real PostgreSQL, Kafka and tokens for tests and for the local stack, with Docker or without. */
@CheckReturnValue
@NullMarked
package io.coterie.platform.testing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
