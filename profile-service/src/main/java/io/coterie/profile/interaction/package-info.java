/** What people do in the channels: leads become persons, everything becomes an experience event. */
@CheckReturnValue
@NullMarked
package io.coterie.profile.interaction;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
