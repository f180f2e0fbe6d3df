/** A service's own read copy of accounts and persons, kept from the state topics and rebuildable from them. */
@CheckReturnValue
@NullMarked
package io.coterie.platform.replica;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
