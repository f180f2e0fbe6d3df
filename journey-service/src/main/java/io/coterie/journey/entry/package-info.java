/** Who enters: the members of an audience at publication, and whoever joins it later, within the second (BEY-01). */
@CheckReturnValue
@NullMarked
package io.coterie.journey.entry;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
