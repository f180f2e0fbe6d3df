/** What a buying group decides about (§9.4). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.solutioninterest;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
