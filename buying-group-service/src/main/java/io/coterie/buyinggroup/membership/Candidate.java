package io.coterie.buyinggroup.membership;

import org.jspecify.annotations.Nullable;

/**
 * A person of the account, as the template's conditions see it.
 *
 * @param matchingRole the highest-priority role whose condition the person fulfils (RT-09); null for none
 */
public record Candidate(String personKey, @Nullable String matchingRole) {}
