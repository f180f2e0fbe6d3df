package io.coterie.buyinggroup.groupstore;

import io.coterie.buyinggroup.conversion.Conversion;
import io.coterie.buyinggroup.conversion.Opportunities;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.group.GroupChange;
import io.coterie.buyinggroup.group.GroupEvents;
import io.coterie.buyinggroup.group.GroupFact;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.people.KnownAccount;
import io.coterie.buyinggroup.people.People;
import io.coterie.buyinggroup.people.PersonScore;
import io.coterie.buyinggroup.people.PersonScores;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Groups as decisions need them: read whole, written set-wise with members, history and events in the caller's
 * transaction, which holds the locks of the accounts.
 */
@ApplicationScoped
public class GroupStore {

    private static final String UPSERT_GROUPS = """
            insert into buying_group (sandbox_id, id, account_key, interest_id, job_id, name, stage, status, completeness,
                                      roles, missing_roles, members, out_of_audience, deleted, revision, created_at,
                                      updated_at, engagement, stage_epoch, stage_model_id, stage_version,
                                      qualified_since, opportunity_key, converted_at, outcome, outcome_at)
            select $1, g.id, g.account_key, g.interest_id, g.job_id, g.name, g.stage, g.status, g.completeness::numeric,
                   g.roles::jsonb, array(select jsonb_array_elements_text(g.missing_roles::jsonb)), g.members,
                   g.out_of_audience, g.deleted, g.revision, g.created_at, g.updated_at, g.engagement::numeric,
                   g.stage_epoch, g.stage_model_id, g.stage_version, g.qualified_since, g.opportunity_key, g.converted_at,
                   g.outcome, g.outcome_at
              from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[],
                          $10::text[], $11::text[], $12::int[], $13::boolean[], $14::boolean[], $15::bigint[],
                          $16::timestamptz[], $17::timestamptz[], $18::text[], $19::int[], $20::uuid[], $21::int[],
                          $22::timestamptz[], $23::text[], $24::timestamptz[], $25::text[], $26::timestamptz[])
                as g (id, account_key, interest_id, job_id, name, stage, status, completeness, roles, missing_roles,
                      members, out_of_audience, deleted, revision, created_at, updated_at, engagement, stage_epoch,
                      stage_model_id, stage_version, qualified_since, opportunity_key, converted_at, outcome,
                      outcome_at)
             order by g.id
            on conflict (sandbox_id, id) do update
               set job_id = excluded.job_id, name = excluded.name, stage = excluded.stage, status = excluded.status,
                   completeness = excluded.completeness, roles = excluded.roles,
                   missing_roles = excluded.missing_roles, members = excluded.members,
                   out_of_audience = excluded.out_of_audience, deleted = excluded.deleted,
                   revision = excluded.revision, created_at = excluded.created_at, updated_at = excluded.updated_at,
                   stage_epoch = excluded.stage_epoch, stage_model_id = excluded.stage_model_id,
                   stage_version = excluded.stage_version, qualified_since = excluded.qualified_since,
                   opportunity_key = excluded.opportunity_key, converted_at = excluded.converted_at,
                   outcome = excluded.outcome, outcome_at = excluded.outcome_at,
                   engagement = excluded.engagement,
                   live_engagement = case when excluded.created_at = buying_group.created_at
                                          then buying_group.live_engagement end""";

    private static final String UPSERT_MEMBERS = """
            insert into buying_group_member (sandbox_id, group_id, person_key, active, role, source, cause, decided_by,
                                             decided_at, assigned_at)
            select $1, m.* from unnest($2::uuid[], $3::text[], $4::boolean[], $5::text[], $6::text[], $7::text[],
                                       $8::text[], $9::timestamptz[], $10::timestamptz[])
                as m (group_id, person_key, active, role, source, cause, decided_by, decided_at, assigned_at)
             order by m.group_id, m.person_key
            on conflict (sandbox_id, group_id, person_key) do update
               set active = excluded.active, role = excluded.role, source = excluded.source, cause = excluded.cause,
                   decided_by = excluded.decided_by, decided_at = excluded.decided_at,
                   assigned_at = excluded.assigned_at""";

    private static final String ADD_HISTORY = """
            insert into buying_group_history (sandbox_id, group_id, revision, place, at, kind, person_key, role,
                                              previous_role, source, cause, decided_by, previous_value, new_value,
                                              completeness, stage_model_id, stage_version)
            select $1, h.group_id, h.revision, h.place, h.at, h.kind, h.person_key, h.role, h.previous_role, h.source,
                   h.cause, h.decided_by, h.previous_value, h.new_value, h.completeness::numeric, h.stage_model_id,
                   h.stage_version
              from unnest($2::uuid[], $3::bigint[], $4::int[], $5::timestamptz[], $6::text[], $7::text[], $8::text[],
                          $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
                          $16::uuid[], $17::int[])
                as h (group_id, revision, place, at, kind, person_key, role, previous_role, source, cause, decided_by,
                      previous_value, new_value, completeness, stage_model_id, stage_version)""";

    private final GroupStatements statements;
    private final Opportunities opportunities;
    private final PersonScores scores;
    private final People people;
    private final Instance<MemberFollower> followers;
    private final Outbox outbox;

    GroupStore(
            GroupStatements statements,
            Opportunities opportunities,
            PersonScores scores,
            People people,
            Instance<MemberFollower> followers,
            Outbox outbox) {
        this.statements = statements;
        this.opportunities = opportunities;
        this.scores = scores;
        this.people = people;
        this.followers = followers;
        this.outbox = outbox;
    }

    /** A change with what its events need besides. */
    public record Entry(
            GroupChange change,
            SolutionInterest interest,
            @Nullable UUID correlationId,
            @Nullable UUID causationId) {}

    /** All groups of these accounts, deleted ones included. */
    public Uni<List<BuyingGroup>> ofAccounts(SqlConnection connection, int sandboxId, Collection<String> accountKeys) {
        return statements.ofAccounts(connection, sandboxId, accountKeys);
    }

    /** Stores changes, what happened, and what others hear of it. */
    public Uni<Void> write(SqlConnection connection, Sandbox sandbox, List<Entry> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Entry> entries = changes.stream()
                .sorted(Comparator.comparing(entry -> entry.change().after().id()))
                .toList();
        return upsertGroups(
                        connection,
                        sandbox,
                        entries.stream().map(entry -> entry.change().after()).toList())
                .chain(() -> upsertMembers(connection, sandbox, entries))
                .chain(() -> addHistory(connection, sandbox, entries))
                .chain(() -> opportunities.lookAgain(connection, sandbox, newlyQualified(entries)))
                .chain(() -> tellFollowers(connection, sandbox, entries))
                .chain(() -> scores.of(connection, sandbox.id(), members(entries)))
                .chain(known -> people.accounts(connection, sandbox.id(), accountKeys(entries))
                        .chain(accounts ->
                                outbox.append(connection, sandbox, events(sandbox, entries, known, accounts))));
    }

    /** Whatever made them ready: an opportunity that is known already may count from now on. */
    private static List<String> newlyQualified(List<Entry> entries) {
        return entries.stream()
                .map(Entry::change)
                .filter(change -> change.count(GroupFact.Kind.QUALIFIED) > 0)
                .map(change -> change.after().accountKey())
                .toList();
    }

    private Uni<Void> tellFollowers(SqlConnection connection, Sandbox sandbox, List<Entry> entries) {
        Set<String> persons = new TreeSet<>();
        entries.forEach(entry -> entry.change().changed().forEach(standing -> persons.add(standing.personKey())));
        Uni<Void> told = Uni.createFrom().voidItem();
        if (!persons.isEmpty()) {
            for (MemberFollower follower : followers) {
                told = told.chain(() -> follower.membersChanged(connection, sandbox, persons));
            }
        }
        return told;
    }

    private static List<String> members(List<Entry> entries) {
        return entries.stream()
                .flatMap(entry -> entry.change().after().members().stream())
                .map(Standing::personKey)
                .distinct()
                .toList();
    }

    private static Set<String> accountKeys(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.change().after().accountKey())
                .collect(Collectors.toSet());
    }

    private static List<OutgoingEvent> events(
            Sandbox sandbox, List<Entry> entries, Map<String, PersonScore> scores, Map<String, KnownAccount> accounts) {
        List<OutgoingEvent> events = new ArrayList<>();
        for (Entry entry : entries) {
            KnownAccount account = accounts.get(entry.change().after().accountKey());
            events.addAll(GroupEvents.of(
                    sandbox,
                    entry.change(),
                    entry.interest(),
                    scores,
                    account == null ? null : account.name(),
                    entry.correlationId(),
                    entry.causationId()));
        }
        return events;
    }

    private static Uni<Void> upsertGroups(SqlConnection connection, Sandbox sandbox, List<BuyingGroup> groups) {
        return connection
                .preparedQuery(UPSERT_GROUPS)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfUUID(ids(groups, BuyingGroup::id))
                        .addArrayOfString(texts(groups, BuyingGroup::accountKey))
                        .addArrayOfUUID(ids(groups, BuyingGroup::interestId))
                        .addArrayOfUUID(ids(groups, BuyingGroup::jobId))
                        .addArrayOfString(texts(groups, BuyingGroup::name))
                        .addArrayOfString(texts(groups, BuyingGroup::stage))
                        .addArrayOfString(texts(groups, BuyingGroup::status))
                        .addArrayOfString(texts(
                                groups, group -> group.completeness().percent().toPlainString()))
                        .addArrayOfString(texts(
                                groups,
                                group -> ContractJson.write(group.completeness().roles())))
                        .addArrayOfString(texts(
                                groups,
                                group -> ContractJson.write(group.completeness().missingRoles())))
                        .addArrayOfInteger(groups.stream()
                                .map(group -> group.members().size())
                                .toArray(Integer[]::new))
                        .addArrayOfBoolean(
                                groups.stream().map(BuyingGroup::outOfAudience).toArray(Boolean[]::new))
                        .addArrayOfBoolean(
                                groups.stream().map(BuyingGroup::deleted).toArray(Boolean[]::new))
                        .addArrayOfLong(
                                groups.stream().map(BuyingGroup::revision).toArray(Long[]::new))
                        .addArrayOfOffsetDateTime(times(groups, group -> Trace.column(group.createdAt())))
                        .addArrayOfOffsetDateTime(times(groups, group -> Trace.column(group.updatedAt())))
                        .addArrayOfString(texts(groups, GroupStore::engagement))
                        .addArrayOfInteger(groups.stream()
                                .map(group -> group.stages().epoch())
                                .toArray(Integer[]::new))
                        .addArrayOfUUID(ids(groups, group -> group.stages().model()))
                        .addArrayOfInteger(groups.stream()
                                .map(group -> group.stages().versionNumber())
                                .toArray(Integer[]::new))
                        .addArrayOfOffsetDateTime(times(groups, group -> columnOrNull(group.qualifiedSince())))
                        .addArrayOfString(texts(groups, group -> ofConversion(group, Conversion::opportunityKey)))
                        .addArrayOfOffsetDateTime(
                                times(groups, group -> columnOrNull(ofConversion(group, Conversion::at))))
                        .addArrayOfString(texts(
                                groups,
                                group -> ofConversion(
                                        group, made -> made.outcome().name())))
                        .addArrayOfOffsetDateTime(
                                times(groups, group -> columnOrNull(ofConversion(group, Conversion::outcomeAt)))))
                .replaceWithVoid();
    }

    private static @Nullable String engagement(BuyingGroup group) {
        BigDecimal engagement = group.engagement();
        return engagement == null ? null : engagement.toPlainString();
    }

    private static Uni<Void> upsertMembers(SqlConnection connection, Sandbox sandbox, List<Entry> entries) {
        List<MemberRow> rows = new ArrayList<>();
        for (Entry entry : entries) {
            entry.change()
                    .changed()
                    .forEach(standing ->
                            rows.add(new MemberRow(entry.change().after().id(), standing)));
        }
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(UPSERT_MEMBERS)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfUUID(ids(rows, MemberRow::groupId))
                        .addArrayOfString(texts(rows, row -> row.standing().personKey()))
                        .addArrayOfBoolean(rows.stream()
                                .map(row -> row.standing().active())
                                .toArray(Boolean[]::new))
                        .addArrayOfString(texts(rows, row -> row.standing().role()))
                        .addArrayOfString(
                                texts(rows, row -> row.standing().source().name()))
                        .addArrayOfString(
                                texts(rows, row -> row.standing().cause().name()))
                        .addArrayOfString(texts(rows, row -> row.standing().decidedBy()))
                        .addArrayOfOffsetDateTime(
                                times(rows, row -> Trace.column(row.standing().decidedAt())))
                        .addArrayOfOffsetDateTime(
                                times(rows, row -> Trace.column(row.standing().assignedAt()))))
                .replaceWithVoid();
    }

    private static Uni<Void> addHistory(SqlConnection connection, Sandbox sandbox, List<Entry> entries) {
        List<HistoryRow> rows = new ArrayList<>();
        for (Entry entry : entries) {
            List<GroupFact> facts = entry.change().facts();
            for (int place = 0; place < facts.size(); place++) {
                rows.add(new HistoryRow(entry.change().after(), place, facts.get(place)));
            }
        }
        return connection
                .preparedQuery(ADD_HISTORY)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfUUID(ids(rows, row -> row.group().id()))
                        .addArrayOfLong(
                                rows.stream().map(row -> row.group().revision()).toArray(Long[]::new))
                        .addArrayOfInteger(rows.stream().map(HistoryRow::place).toArray(Integer[]::new))
                        .addArrayOfOffsetDateTime(
                                times(rows, row -> Trace.column(row.group().updatedAt())))
                        .addArrayOfString(texts(rows, row -> row.fact().kind().name()))
                        .addArrayOfString(texts(rows, row -> row.member(Standing::personKey)))
                        .addArrayOfString(texts(rows, row -> row.member(Standing::role)))
                        .addArrayOfString(texts(rows, row -> row.fact().previousRole()))
                        .addArrayOfString(texts(
                                rows,
                                row -> row.member(member -> member.source().name())))
                        .addArrayOfString(texts(rows, row -> row.fact().cause()))
                        .addArrayOfString(texts(rows, row -> row.fact().by()))
                        .addArrayOfString(texts(rows, row -> row.fact().previousValue()))
                        .addArrayOfString(texts(rows, row -> row.fact().newValue()))
                        .addArrayOfString(texts(
                                rows,
                                row -> row.group().completeness().percent().toPlainString()))
                        .addArrayOfUUID(ids(rows, row -> row.stages().model()))
                        .addArrayOfInteger(rows.stream()
                                .map(row -> row.stages().versionNumber())
                                .toArray(Integer[]::new)))
                .replaceWithVoid();
    }

    private record MemberRow(UUID groupId, Standing standing) {}

    private record HistoryRow(BuyingGroup group, int place, GroupFact fact) {

        @Nullable
        String member(Function<Standing, String> part) {
            Standing member = fact.member();
            return member == null ? null : part.apply(member);
        }

        /** The stages a change of stage belongs to; other facts belong to none. */
        StageSet stages() {
            return fact.kind().isOfStages() ? group.stages() : StageSet.NONE;
        }
    }

    private static <T> UUID[] ids(List<T> rows, Function<T, @Nullable UUID> part) {
        return rows.stream().map(part).toArray(UUID[]::new);
    }

    private static <T> String[] texts(List<T> rows, Function<T, @Nullable String> part) {
        return rows.stream().map(part).toArray(String[]::new);
    }

    private static <T> @Nullable T ofConversion(BuyingGroup group, Function<Conversion, @Nullable T> part) {
        Conversion conversion = group.conversion();
        return conversion == null ? null : part.apply(conversion);
    }

    private static @Nullable OffsetDateTime columnOrNull(@Nullable Instant instant) {
        return instant == null ? null : Trace.column(instant);
    }

    private static <T> OffsetDateTime[] times(List<T> rows, Function<T, @Nullable OffsetDateTime> part) {
        return rows.stream().map(part).toArray(OffsetDateTime[]::new);
    }
}
