/** Every error as an RFC 9457 problem that names the field and what would be right. */
@CheckReturnValue
@NullMarked
package io.coterie.platform.problem;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
