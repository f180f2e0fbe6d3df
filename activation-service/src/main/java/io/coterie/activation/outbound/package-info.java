/** Guards the addresses that users give us to call. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.outbound;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
