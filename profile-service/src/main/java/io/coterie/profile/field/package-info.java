/** The fields of a sandbox: the standard ones and its own. */
@CheckReturnValue
@NullMarked
package io.coterie.profile.field;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
