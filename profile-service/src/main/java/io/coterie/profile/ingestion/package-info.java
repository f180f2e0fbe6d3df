/** Documents by the line: a body of any length, streamed in bounded memory, with a result for each line. */
@CheckReturnValue
@NullMarked
package io.coterie.profile.ingestion;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
