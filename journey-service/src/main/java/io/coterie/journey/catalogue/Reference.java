package io.coterie.journey.catalogue;

/** A definition of another service, named from a journey. */
public record Reference(String kind, String id) {}
