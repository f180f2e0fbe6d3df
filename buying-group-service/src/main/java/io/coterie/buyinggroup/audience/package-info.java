/** What this service knows of profile-service's audiences: which there are and who is in them. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.audience;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
