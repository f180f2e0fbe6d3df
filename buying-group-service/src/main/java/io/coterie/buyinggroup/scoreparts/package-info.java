/** Where the scores of groups and members come from, part by part, as the last run stored them (D-44). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.scoreparts;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
