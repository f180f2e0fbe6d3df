/** The fields that conditions may read in a sandbox: the standard ones and the customer's own. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.field;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
