/** The ground rules of LinkedIn's versioned API: query encoding, strict bodies, error answers. */
@CheckReturnValue
@NullMarked
package io.coterie.simulators.restli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
