/** Opportunities of accounts, with the persons who take part in them. */
@CheckReturnValue
@NullMarked
package io.coterie.profile.opportunity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
