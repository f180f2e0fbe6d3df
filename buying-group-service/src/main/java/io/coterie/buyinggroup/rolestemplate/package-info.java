/** Which roles a buying group needs, how many of each, and who fills them by itself (§9.3). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.rolestemplate;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
