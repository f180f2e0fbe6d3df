/** The graph a marketer authored: read strictly, checked whole, immutable once published (journeys and activation §4, §5). */
@CheckReturnValue
@NullMarked
package io.coterie.journey.definition;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
