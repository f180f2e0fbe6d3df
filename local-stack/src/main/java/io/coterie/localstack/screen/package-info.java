/** What the person at the terminal sees while something takes its time. */
@CheckReturnValue
@NullMarked
package io.coterie.localstack.screen;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
