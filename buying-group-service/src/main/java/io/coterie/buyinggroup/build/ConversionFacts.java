package io.coterie.buyinggroup.build;

import io.coterie.buyinggroup.conversion.Conversion;
import io.coterie.buyinggroup.conversion.Opportunities;
import io.coterie.buyinggroup.conversion.Opportunity;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.groupstore.QualificationHistory;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What decides about conversions.
 *
 * @param opportunities by account
 * @param qualifiedAt by group
 */
record ConversionFacts(Map<String, List<Opportunity>> opportunities, Map<UUID, List<Instant>> qualifiedAt) {

    static final ConversionFacts NONE = new ConversionFacts(Map.of(), Map.of());

    /** The opportunity a group became; null for none. */
    @Nullable
    Conversion of(@Nullable BuyingGroup group, SolutionInterest interest) {
        if (group == null) {
            return null;
        }
        return Conversion.decide(
                        qualifiedAt.getOrDefault(group.id(), List.of()),
                        opportunities.getOrDefault(group.accountKey(), List.of()),
                        interest.conversionWindowDays())
                .orElse(null);
    }

    /** Reads them: one query, and another one where accounts have opportunities. */
    @ApplicationScoped
    static class Reader {

        private final Opportunities opportunities;
        private final QualificationHistory qualifications;

        Reader(Opportunities opportunities, QualificationHistory qualifications) {
            this.opportunities = opportunities;
            this.qualifications = qualifications;
        }

        Uni<ConversionFacts> read(SqlConnection connection, int sandboxId, Collection<BuyingGroup> groups) {
            List<String> accounts =
                    groups.stream().map(BuyingGroup::accountKey).distinct().toList();
            if (accounts.isEmpty()) {
                return Uni.createFrom().item(NONE);
            }
            return opportunities
                    .ofAccounts(connection, sandboxId, accounts)
                    .chain(known -> qualifications
                            .of(
                                    connection,
                                    sandboxId,
                                    groups.stream()
                                            .filter(group -> known.containsKey(group.accountKey()))
                                            .map(BuyingGroup::id)
                                            .toList())
                            .map(qualified -> new ConversionFacts(known, qualified)));
        }
    }
}
