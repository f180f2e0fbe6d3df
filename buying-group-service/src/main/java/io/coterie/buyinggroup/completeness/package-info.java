/** How much of what a template asks for a buying group has (§10); pure. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.completeness;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
