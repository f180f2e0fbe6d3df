/** Persons, and the accounts they belong to. */
@CheckReturnValue
@NullMarked
package io.coterie.profile.person;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
