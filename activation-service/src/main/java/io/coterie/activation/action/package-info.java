/** Takes in what journeys ask for, once per action, and reports what became of it. */
@CheckReturnValue
@NullMarked
package io.coterie.activation.action;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
