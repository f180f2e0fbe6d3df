/** What is known of the accounts' buying groups, and waking whoever listens for their completeness. */
@CheckReturnValue
@NullMarked
package io.coterie.journey.group;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
