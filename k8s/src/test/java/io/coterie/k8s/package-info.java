/** What the manifests promise, held against the real tools, the services' sources and a real database. */
@CheckReturnValue
@NullMarked
package io.coterie.k8s;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
