/** Everything on one machine, with real parts: starts, watches and stops the whole suite. */
@CheckReturnValue
@NullMarked
package io.coterie.localstack.stack;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
