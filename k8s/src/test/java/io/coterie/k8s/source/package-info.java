/** What the rest of the repository says: configuration keys, paths, versions; and programs that are installed. */
@CheckReturnValue
@NullMarked
package io.coterie.k8s.source;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
