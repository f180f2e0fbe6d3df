/** What a seller sees of buying groups inside a CRM: found by the CRM's ids, never changed (§13.8). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.crm;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
