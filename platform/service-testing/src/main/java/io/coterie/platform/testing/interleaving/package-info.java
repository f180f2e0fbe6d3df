/** Concurrent transactions of a running service, let through step by step in the order a test chooses. */
@CheckReturnValue
@NullMarked
package io.coterie.platform.testing.interleaving;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
