package io.coterie.journey.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * What a solution interest leads to, as far as it is known here.
 *
 * @param roles of its roles template; empty when the template is not known
 * @param stages of its stage model; empty when it has none, or the model is not known
 */
public record KnownInterest(String id, Optional<List<String>> roles, Optional<List<String>> stages) {}
