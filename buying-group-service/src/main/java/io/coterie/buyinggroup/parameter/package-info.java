/** Parameters of questions, read once and refused by name. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.parameter;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
