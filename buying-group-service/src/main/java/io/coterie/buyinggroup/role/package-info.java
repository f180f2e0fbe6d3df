/** The roles people can play in a decision: six fixed ones and the customer's own (§9.2). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.role;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
