/** Where buying groups are kept: read whole, written with their history and events, found for those who score them. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.groupstore;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
