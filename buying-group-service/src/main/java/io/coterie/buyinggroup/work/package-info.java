/** Accounts whose groups have to be looked at again: who asks for it, and who takes it on. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.work;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
