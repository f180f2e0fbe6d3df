/** Standing orders: a buying group of a solution interest for every account of an audience (§9.5). */
@CheckReturnValue
@NullMarked
package io.coterie.buyinggroup.creationjob;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
