/** Relations of persons to accounts and to opportunities, as records of their own (PER-03, D-01). */
@CheckReturnValue
@NullMarked
package io.coterie.profile.relation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
