/** Accounts and their people, as templates look at them: read from the replica, never written. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.people;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
