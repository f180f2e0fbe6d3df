/** What other services define and journeys refer to: audiences, solution interests with their roles and stages, creation jobs, e-mails, destinations. */
@CheckReturnValue
@NullMarked
package io.coterie.journey.catalogue;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
