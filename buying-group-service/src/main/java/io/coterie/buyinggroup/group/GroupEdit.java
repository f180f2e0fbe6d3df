package io.coterie.buyinggroup.group;

import io.coterie.buyinggroup.completeness.Completeness;
import io.coterie.buyinggroup.conversion.Conversion;
import io.coterie.buyinggroup.membership.Decision;
import io.coterie.buyinggroup.membership.Precedence;
import io.coterie.buyinggroup.membership.Ruling;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.qualification.QualificationRule;
import io.coterie.buyinggroup.stage.StageChange;
import io.coterie.buyinggroup.stage.StageSet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes one group in memory, collecting what happened; {@link #finish} computes completeness with the members it then
 * has, in the same change (CMP-06). Plain Java, used once, by one thread.
 */
public final class GroupEdit {

    private final @Nullable BuyingGroup before;
    private final UUID id;
    private final String accountKey;
    private final UUID interestId;
    private final @Nullable UUID jobId;
    private final GroupRules rules;
    private final Instant now;
    private final SortedMap<String, Standing> standings;
    private final Map<String, Standing> changed = new LinkedHashMap<>();
    private final List<GroupFact> facts = new ArrayList<>();
    private String name;
    private @Nullable String stage;
    private StageSet stages;
    private @Nullable String status;
    private @Nullable BigDecimal engagement;
    private @Nullable Conversion conversion;
    private boolean outOfAudience;
    private boolean deleted;
    private boolean restated;

    private GroupEdit(
            @Nullable BuyingGroup before,
            UUID id,
            String accountKey,
            UUID interestId,
            @Nullable UUID jobId,
            String name,
            GroupRules rules,
            Instant now) {
        this.before = before;
        this.id = id;
        this.accountKey = accountKey;
        this.interestId = interestId;
        this.jobId = jobId;
        this.name = name;
        this.rules = rules;
        this.now = now;
        this.standings = before == null ? new TreeMap<>() : new TreeMap<>(before.standings());
        this.stage = before == null ? null : before.stage();
        this.stages = before == null ? rules.stages() : before.stages();
        this.status = before == null ? null : before.status();
        this.engagement = before == null ? null : before.engagement();
        this.conversion = before == null ? null : before.conversion();
        this.outOfAudience = before != null && before.outOfAudience();
        this.deleted = before != null && before.deleted();
    }

    /** A group that is there. */
    public static GroupEdit of(BuyingGroup group, GroupRules rules, Instant now) {
        return new GroupEdit(
                        group,
                        group.id(),
                        group.accountKey(),
                        group.interestId(),
                        group.jobId(),
                        group.name(),
                        rules,
                        now)
                .follow();
    }

    /** A group that is to be. A deleted one comes back with its id and goes on with its revisions. */
    static GroupEdit ofNew(
            @Nullable BuyingGroup deleted,
            UUID id,
            String accountKey,
            UUID interestId,
            UUID jobId,
            String name,
            GroupRules rules,
            Instant now) {
        return new GroupEdit(deleted, id, accountKey, interestId, jobId, name, rules, now).begin();
    }

    private GroupEdit begin() {
        deleted = false;
        outOfAudience = false;
        stage = null;
        stages = rules.stages();
        status = null;
        engagement = null;
        conversion = null;
        return this;
    }

    /**
     * First of all the group goes where its interest's stages went meanwhile, so that nothing is decided on old ones.
     */
    private GroupEdit follow() {
        for (StageChange change : rules.stageChangesAfter(stages)) {
            facts.add(GroupFact.changed(
                    GroupFact.Kind.STAGE_MODEL_CHANGED, change.previousLabel(), change.label(), change.by()));
            String mapped = change.map().apply(stage);
            if (!Objects.equals(stage, mapped)) {
                facts.add(GroupFact.stageMapped(stage, mapped, change.by()));
                stage = mapped;
            }
            stages = change.to();
        }
        return this;
    }

    Map<String, Standing> standings() {
        return standings;
    }

    /** Where the group is, with the moves made so far. */
    public @Nullable String stage() {
        return stage;
    }

    /** What its stage is one of: its interest's, or none while it has not got the model that was attached. */
    public StageSet stages() {
        return stages;
    }

    /** Rules on a decision about one person, and keeps it when it stands. */
    public Ruling decide(Decision decision) {
        Ruling ruling = Precedence.rule(standings.get(decision.personKey()), decision, now);
        if (ruling instanceof Ruling.Applied applied) {
            keep(applied);
        }
        return ruling;
    }

    void keep(Ruling.Applied ruling) {
        standings.put(ruling.after().personKey(), ruling.after());
        changed.put(ruling.after().personKey(), ruling.after());
        facts.add(GroupFact.of(ruling));
    }

    void rename(String newName) {
        if (!name.equals(newName)) {
            facts.add(GroupFact.changed(GroupFact.Kind.RENAMED, name, newName, null));
            name = newName;
        }
    }

    void audience(boolean out) {
        if (outOfAudience != out) {
            facts.add(GroupFact.of(out ? GroupFact.Kind.LEFT_AUDIENCE : GroupFact.Kind.ENTERED_AUDIENCE));
            outOfAudience = out;
        }
    }

    /** Its end is the last thing that is told of it. */
    void delete() {
        deleted = true;
    }

    /** Moves the group; whether it may was asked of its stage model. */
    public void moveTo(String newStage, String by) {
        if (!newStage.equals(stage)) {
            facts.add(GroupFact.changed(GroupFact.Kind.STAGE_CHANGED, stage, newStage, by));
            stage = newStage;
        }
    }

    /** Sets the free text (§12, BG status). */
    public void status(@Nullable String newStatus, String by) {
        if (!Objects.equals(status, newStatus)) {
            facts.add(GroupFact.changed(GroupFact.Kind.STATUS_CHANGED, status, newStatus, by));
            status = newStatus;
        }
    }

    /** Keeps the score of a run (§11.3). */
    public void engage(BigDecimal score) {
        if (engagement == null || engagement.compareTo(score) != 0) {
            facts.add(GroupFact.engagementChanged(engagement, score));
            engagement = score;
        }
    }

    /** Notes the opportunity the group became; null when there is none, or not any more. */
    void convert(@Nullable Conversion converted) {
        if (!Objects.equals(conversion, converted)) {
            facts.addAll(GroupFact.conversion(conversion, converted));
            conversion = converted;
            restate();
        }
    }

    /** Has the group's state told again, because something it shows besides has changed: its members' scores. */
    public void restate() {
        restated = true;
    }

    /** What has changed; empty when nothing has. */
    public Optional<GroupChange> finish() {
        Completeness completeness = Completeness.of(rules.requirements(), membersByRole());
        boolean isNew = before == null || (before.deleted() && !deleted);
        if (before == null || isNew) {
            facts.addFirst(GroupFact.created(completeness.percent()));
        } else if (before.completeness().percent().compareTo(completeness.percent()) != 0) {
            facts.add(GroupFact.completenessChanged(before.completeness().percent(), completeness.percent()));
        }
        Instant qualifiedSince = before == null || isNew ? null : before.qualifiedSince();
        BuyingGroup after = after(completeness, isNew, qualifiedSince);
        boolean qualified =
                !deleted && QualificationRule.decide(rules.qualification(), after.measures(), qualifiedSince != null);
        if (qualified != (qualifiedSince != null)) {
            facts.add(GroupFact.qualification(
                    qualified,
                    rules.qualification(),
                    after.measures(),
                    QualificationCause.of(rules.qualification(), isNew ? null : before, after, facts)));
            after = after(completeness, isNew, qualified ? now : null);
        }
        if (deleted && before != null && !before.deleted()) {
            facts.add(GroupFact.of(GroupFact.Kind.DELETED));
        }
        if (facts.isEmpty() && !restated) {
            return Optional.empty();
        }
        return Optional.of(new GroupChange(before, after, List.copyOf(changed.values()), List.copyOf(facts)));
    }

    private BuyingGroup after(Completeness completeness, boolean isNew, @Nullable Instant qualifiedSince) {
        return new BuyingGroup(
                id,
                accountKey,
                interestId,
                jobId,
                name,
                stage,
                stages,
                status,
                completeness,
                engagement,
                qualifiedSince,
                conversion,
                standings,
                outOfAudience,
                deleted,
                before == null ? 1 : before.revision() + 1,
                before == null || isNew ? now : before.createdAt(),
                now);
    }

    private Map<String, Integer> membersByRole() {
        Map<String, Integer> members = new HashMap<>();
        standings.values().stream()
                .filter(Standing::active)
                .forEach(standing -> members.merge(standing.role(), 1, Integer::sum));
        return members;
    }
}
