/** Sandboxes: isolated data spaces, their journey instance and which services know them. */
@CheckReturnValue
@NullMarked
package io.coterie.profile.sandbox;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
