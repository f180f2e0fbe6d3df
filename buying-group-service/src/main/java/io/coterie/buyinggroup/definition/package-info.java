/** What everything that people define has in common: a unique name, a revision and its publication. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.definition;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
