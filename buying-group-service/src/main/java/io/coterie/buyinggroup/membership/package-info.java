/** Who belongs to a buying group, in which role, by whose decision and why (§9.6); pure. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.membership;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
