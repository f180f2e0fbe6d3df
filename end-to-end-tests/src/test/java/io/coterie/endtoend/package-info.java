/** The whole suite from outside: the packaged services on real stores, over REST, Kafka and SMTP. */
@CheckReturnValue
@NullMarked
package io.coterie.endtoend;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
