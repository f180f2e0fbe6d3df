package io.coterie.platform.tenancy;

/**
 * An isolated data space of an organisation.
 *
 * @param id small integer assigned by profile-service; every row carries it
 */
public record Sandbox(int id, String name, String organisation) {}
