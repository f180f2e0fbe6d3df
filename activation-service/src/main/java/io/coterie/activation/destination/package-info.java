/** LinkedIn company audiences kept equal to what journeys want, by difference. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.destination;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
