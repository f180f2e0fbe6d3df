/** The door of partner systems: accounts and persons as events, taken exactly as over REST. */
@CheckReturnValue
@NullMarked
package io.coterie.profile.partner;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
