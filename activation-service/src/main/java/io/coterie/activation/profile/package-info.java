/** This service's read copy of accounts and persons. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.profile;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
