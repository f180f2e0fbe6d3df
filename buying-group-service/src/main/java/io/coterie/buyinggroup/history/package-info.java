/** What groups were at any instant, when they got there and how fast (BEY-04). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.history;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
