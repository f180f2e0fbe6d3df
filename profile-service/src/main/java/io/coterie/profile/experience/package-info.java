/** Experience events: what people do, taken in once, numbered by person, published, counted and kept for a time. */
@CheckReturnValue
@NullMarked
package io.coterie.profile.experience;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
