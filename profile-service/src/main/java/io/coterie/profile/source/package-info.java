/** The names of accounts and persons: XDM source keys, in plain Java. */
@CheckReturnValue
@NullMarked
package io.coterie.profile.source;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
