/** What happens in roles over time (§13.4). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.insight;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
