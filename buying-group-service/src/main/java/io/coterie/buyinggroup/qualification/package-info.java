/** When a group is ready for sales: the rule, and what it says of a group. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.qualification;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
