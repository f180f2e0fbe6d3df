/** Finds groups by what they are: the filters and orders of lists, exports and dashboards (§13.1, §15.2). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.browse;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
