/** What people did lately, kept for the conditions of roles that ask, and what each did last. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.eventhistory;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
