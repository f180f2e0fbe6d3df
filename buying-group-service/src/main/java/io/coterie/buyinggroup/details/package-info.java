/** One group on one page (§13.2). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.details;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
