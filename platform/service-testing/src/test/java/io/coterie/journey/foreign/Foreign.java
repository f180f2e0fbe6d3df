package io.coterie.journey.foreign;

public record Foreign(String name) {}
