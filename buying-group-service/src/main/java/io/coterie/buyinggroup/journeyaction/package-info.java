/** What journeys ask of buying groups, carried out once, with an outcome for each. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.journeyaction;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
