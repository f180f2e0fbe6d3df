/** The buying groups themselves: what can happen to one, how it is stored and published. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.group;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
