/** What a buying group is, what can happen to one, and what others hear of it; plain Java. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.group;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
