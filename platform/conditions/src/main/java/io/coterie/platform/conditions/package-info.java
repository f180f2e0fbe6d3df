/** The condition language: scoped tests as JSON, compiled once against the sandbox's fields, then evaluated, explained and put into words. */
@CheckReturnValue
@NullMarked
package io.coterie.platform.conditions;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
