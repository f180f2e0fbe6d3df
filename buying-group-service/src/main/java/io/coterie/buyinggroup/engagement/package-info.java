/** How engaged people and groups are: computed every night over all of them, and live in between (§11). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.engagement;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
