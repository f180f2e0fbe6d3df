/** What is known of the accounts' buying groups, and telling whoever listens what happens to them. */
@CheckReturnValue
@NullMarked
package io.coterie.journey.group;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
