/** What travels on the wire between the services: topics, event types and their payloads. */
@CheckReturnValue
@NullMarked
package io.coterie.contracts;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
