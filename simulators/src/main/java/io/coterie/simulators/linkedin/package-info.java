/** LinkedIn's audiences, lead forms and lead notifications, with faults on demand. */
@CheckReturnValue
@NullMarked
package io.coterie.simulators.linkedin;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
