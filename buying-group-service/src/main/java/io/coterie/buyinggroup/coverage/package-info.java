/** Which roles are covered by how many contacts, and which contacts are in several groups (§13.3). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.coverage;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
