/** Groups counted: distributions (§17.1) and what they achieve (KPIs). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.dashboard;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
