/** The rendered objects, read strictly into the types of the Kubernetes and Strimzi APIs. */
@CheckReturnValue
@NullMarked
package io.coterie.k8s.manifest;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
