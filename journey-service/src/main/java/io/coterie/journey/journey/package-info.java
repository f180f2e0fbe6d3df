/** Journeys as people author them: drafts, publication, closing, aborting, and how they are going. */
@CheckReturnValue
@NullMarked
package io.coterie.journey.journey;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
