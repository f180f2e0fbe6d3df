/** The program behind {@code ./coterie up} and {@code ./coterie demo}: what it is asked and what it says. */
@CheckReturnValue
@NullMarked
package io.coterie.localstack;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
