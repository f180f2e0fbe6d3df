package io.coterie.profile.ingestion;

/** A document that says what it is about. */
public interface Keyed<D> {

    String key();

    /** This document, when it follows another one of the same key that has not been stored yet. */
    D after(D earlier);
}
