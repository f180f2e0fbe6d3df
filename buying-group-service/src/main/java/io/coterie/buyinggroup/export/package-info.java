/** Accounts and their groups as a file (§13.7). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.export;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
