/** What people decide about a buying group by hand: its members, its stage and its status (§9.6, §12). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.byhand;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
