package io.coterie.profile.relation;

import java.util.List;

/** The other end of an active relation, seen from its subject. */
public record Related(String otherKey, List<String> roles) {}
