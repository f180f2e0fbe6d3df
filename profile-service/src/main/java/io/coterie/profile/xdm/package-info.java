/** What an XDM document may look like, checked field by field in plain Java. */
@CheckReturnValue
@NullMarked
package io.coterie.profile.xdm;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
