/** The shell around the rules: claims due runs, loads facts, lets the rules decide, and writes everything in one transaction. */
@CheckReturnValue
@NullMarked
package io.coterie.journey.run;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
