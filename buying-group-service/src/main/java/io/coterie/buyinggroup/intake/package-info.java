/** What arrives from the other services: it is only kept here, and leads to work. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.intake;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
