/** Account audiences: who belongs to them now, kept by events. */
@CheckReturnValue
@NullMarked
package io.coterie.profile.audience;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
