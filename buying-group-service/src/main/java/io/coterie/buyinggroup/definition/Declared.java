package io.coterie.buyinggroup.definition;

/**
 * What a declaration under a name did.
 *
 * @param created whether there was no definition of the name
 */
public record Declared<T>(T definition, boolean created) {}
