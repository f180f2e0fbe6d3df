/** Leads from LinkedIn lead forms: received, fetched, matched to an account. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.lead;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
