/** Renders a kustomization with a JDK alone: exactly the features of Kustomize that this repository uses, and no other. */
@CheckReturnValue
@NullMarked
package io.coterie.k8s.kustomize;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
