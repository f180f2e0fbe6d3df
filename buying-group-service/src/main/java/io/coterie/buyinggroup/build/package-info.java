/** Keeps the groups of accounts as templates, people and earlier decisions imply. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.build;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
