/** Accounts: their documents, their revisions and what the other services learn of them. */
@CheckReturnValue
@NullMarked
package io.coterie.profile.account;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
