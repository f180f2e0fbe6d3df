package io.coterie.buyinggroup.group;

import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Decision;
import io.coterie.buyinggroup.membership.Memberships;
import io.coterie.buyinggroup.membership.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a group has to become, given everything that is known: made when a job wants it, kept as people and template
 * imply, deleted with its account or interest. Pure; decided twice, the second time finds nothing to change.
 */
public final class GroupDecisions {

    private GroupDecisions() {}

    /** Decides about the group of one account and interest. */
    public static Optional<GroupChange> decide(@Nullable BuyingGroup group, GroupFacts facts, Instant now) {
        if (facts.accountDeleted() || facts.interest().deleted()) {
            return group == null || group.deleted() ? Optional.empty() : delete(group, facts, now);
        }
        if (group == null || group.deleted()) {
            UUID job = facts.wantedBy();
            String accountName = facts.accountName();
            return job == null || accountName == null ? Optional.empty() : create(group, job, accountName, facts, now);
        }
        return keepUp(group, facts, now);
    }

    private static Optional<GroupChange> create(
            @Nullable BuyingGroup deleted, UUID job, String accountName, GroupFacts facts, Instant now) {
        GroupEdit edit = GroupEdit.ofNew(
                deleted,
                GroupId.of(facts.sandboxId(), facts.interest().id(), facts.accountKey()),
                facts.accountKey(),
                facts.interest().id(),
                job,
                facts.interest().groupName(accountName),
                facts.rules(),
                now);
        reevaluate(edit, facts, Memberships.Scope.EVERYONE, now);
        return edit.finish();
    }

    private static Optional<GroupChange> keepUp(BuyingGroup group, GroupFacts facts, Instant now) {
        GroupEdit edit = GroupEdit.of(group, facts.rules(), now);
        if (facts.accountName() != null) {
            edit.rename(facts.interest().groupName(facts.accountName()));
        }
        edit.audience(facts.wantedBy() == null);
        edit.convert(facts.conversion());
        reevaluate(
                edit,
                facts,
                group.follows(facts.interest(), now) ? Memberships.Scope.EVERYONE : Memberships.Scope.DEPARTED_ONLY,
                now);
        return edit.finish();
    }

    private static Optional<GroupChange> delete(BuyingGroup group, GroupFacts facts, Instant now) {
        Cause cause = facts.accountDeleted() ? Cause.ACCOUNT_DELETED : Cause.INTEREST_DELETED;
        GroupEdit edit = GroupEdit.of(group, facts.rules(), now);
        for (Standing member : List.copyOf(group.members())) {
            var _ = edit.decide(new Decision.Depart(member.personKey(), cause));
        }
        edit.delete();
        return edit.finish();
    }

    private static void reevaluate(GroupEdit edit, GroupFacts facts, Memberships.Scope scope, Instant now) {
        Memberships.reevaluate(
                        facts.candidates(),
                        edit.standings(),
                        facts.gone().mergedInto(),
                        scope,
                        person -> whyGone(person, facts),
                        now)
                .forEach(edit::keep);
    }

    private static Cause whyGone(String person, GroupFacts facts) {
        if (facts.gone().deleted().contains(person)) {
            return Cause.PERSON_DELETED;
        }
        return facts.gone().isTestProfileOf(facts.accountKey(), person) ? Cause.TEST_PROFILE : Cause.LEFT_ACCOUNT;
    }
}
