/**
 * The form of a journey's body, as the published interface describes it. Nothing is read into these records: {@code
 * definition} reads the JSON itself, so that it can name everything that is wrong at once.
 */
@CheckReturnValue
@NullMarked
package io.coterie.journey.body;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
