/** The accounts' opportunities: a read copy of profile-service's. */
@CheckReturnValue
@NullMarked
package io.coterie.journey.opportunity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
