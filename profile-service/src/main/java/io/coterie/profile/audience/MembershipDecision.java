package io.coterie.profile.audience;

import io.coterie.platform.conditions.AccountFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether an account enters or leaves an audience.
 *
 * @param member true when it enters
 */
record MembershipDecision(UUID audience, String memberKey, boolean member) {

    /**
     * Compares what the conditions say with what is known. The same for one changed account and for all of them, so that
     * streaming and bulk evaluation cannot disagree.
     *
     * @param accountKeys the accounts to decide about; one without facts does not exist and belongs nowhere
     * @param members the audiences each account belongs to now
     * @return the differences only
     */
    static List<MembershipDecision> decide(
            Collection<String> accountKeys,
            Map<String, AccountFacts> facts,
            Collection<AudienceRule> rules,
            Map<String, Set<UUID>> members) {
        List<MembershipDecision> decisions = new ArrayList<>();
        for (String key : accountKeys) {
            AccountFacts account = facts.get(key);
            Set<UUID> now = members.getOrDefault(key, Set.of());
            for (AudienceRule rule : rules) {
                boolean belongs = belongs(rule, account);
                if (belongs != now.contains(rule.audience())) {
                    decisions.add(new MembershipDecision(rule.audience(), key, belongs));
                }
            }
        }
        return decisions;
    }

    private static boolean belongs(AudienceRule rule, @Nullable AccountFacts account) {
        return account != null && rule.condition().matches(account);
    }
}
