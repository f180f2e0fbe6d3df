/** What moves and what stands still: stages, velocity, stagnation, surge (§17.3). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.momentum;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
