/** Who engages and who does not (§17.2). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.engaged;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
