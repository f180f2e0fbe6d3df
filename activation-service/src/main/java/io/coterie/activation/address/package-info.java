/** E-mail addresses: which are well formed, their normal form, and which domains say nothing about a company. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.address;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
