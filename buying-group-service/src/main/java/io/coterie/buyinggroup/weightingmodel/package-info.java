/** How much each kind of activity weighs: weighting models, of which one is active (§11.6). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.weightingmodel;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
