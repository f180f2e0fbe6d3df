/** How far a buying group has come: stages, the moves between them, and where they end (§12). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.stage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
