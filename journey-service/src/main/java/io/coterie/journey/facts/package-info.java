/** What is known about accounts when their runs are decided: a read copy of accounts, people, groups and memberships. */
@CheckReturnValue
@NullMarked
package io.coterie.journey.facts;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
