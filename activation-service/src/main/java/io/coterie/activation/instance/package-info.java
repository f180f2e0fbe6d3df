/** Which processes of this service are alive, so that another can take over what a dead one held. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.instance;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
