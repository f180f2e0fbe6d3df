/** How large a body may be, and the answer to one that is larger. */
@CheckReturnValue
@NullMarked
package io.coterie.platform.limits;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
