package io.coterie.k8s.kustomize;

/** Something in a kustomization is wrong, or is a feature this renderer does not know. */
public final class KustomizeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KustomizeException(String message) {
        super(message);
    }
}
