/** The mail that tells sales about a buying group. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.salesalert;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
