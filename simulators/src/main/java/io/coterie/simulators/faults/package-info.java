/** What faults of all kinds share: whom they meet and when they are over. */
@CheckReturnValue
@NullMarked
package io.coterie.simulators.faults;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
