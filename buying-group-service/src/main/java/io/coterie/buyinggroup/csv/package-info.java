/** Tables as CSV that a spreadsheet opens without running anything. */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.csv;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
