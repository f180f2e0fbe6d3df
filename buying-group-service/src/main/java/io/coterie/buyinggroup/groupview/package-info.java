/** Buying groups as they are shown: who is in one and why, who could be, what happened to it; and groups counted. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.groupview;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
