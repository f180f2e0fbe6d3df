/** What became of groups that sales took over: opportunities of the CRM, and how they ended. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.conversion;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
