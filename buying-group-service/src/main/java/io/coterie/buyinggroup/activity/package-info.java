/** What people did, counted by day: taken in from experience events, and kept as long as somebody looks at it. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.activity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
