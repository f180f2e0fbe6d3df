package io.coterie.buyinggroup.groupstore;

import io.coterie.buyinggroup.conversion.Conversion;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.group.GroupChange;
import io.coterie.buyinggroup.group.GroupFact;
import io.coterie.buyinggroup.membership.Standing;
import io.coterie.buyinggroup.stage.StageSet;
import io.coterie.contracts.ContractJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes of groups: the groups, their members and what happened, with one statement for each kind of row. Every
 * connection has entered its sandbox.
 */
@ApplicationScoped
class GroupChangeStatements {

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

    Uni<Void> write(SqlConnection connection, int sandboxId, List<GroupChange> changes) {
        return upsertGroups(
                        connection,
                        sandboxId,
                        changes.stream().map(GroupChange::after).toList())
                .chain(() -> upsertMembers(connection, sandboxId, changes))
                .chain(() -> addHistory(connection, sandboxId, changes));
    }

    private static Uni<Void> upsertGroups(SqlConnection connection, int sandboxId, List<BuyingGroup> groups) {
        return connection
                .preparedQuery(UPSERT_GROUPS)
                .execute(Tuple.of(sandboxId)
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
                        .addArrayOfInteger(
                                integers(groups, group -> group.members().size()))
                        .addArrayOfBoolean(booleans(groups, BuyingGroup::outOfAudience))
                        .addArrayOfBoolean(booleans(groups, BuyingGroup::deleted))
                        .addArrayOfLong(longs(groups, BuyingGroup::revision))
                        .addArrayOfOffsetDateTime(times(groups, BuyingGroup::createdAt))
                        .addArrayOfOffsetDateTime(times(groups, BuyingGroup::updatedAt))
                        .addArrayOfString(texts(groups, GroupChangeStatements::engagement))
                        .addArrayOfInteger(
                                integers(groups, group -> group.stages().epoch()))
                        .addArrayOfUUID(ids(groups, group -> group.stages().model()))
                        .addArrayOfInteger(
                                integers(groups, group -> group.stages().versionNumber()))
                        .addArrayOfOffsetDateTime(times(groups, BuyingGroup::qualifiedSince))
                        .addArrayOfString(texts(groups, group -> ofConversion(group, Conversion::opportunityKey)))
                        .addArrayOfOffsetDateTime(times(groups, group -> ofConversion(group, Conversion::at)))
                        .addArrayOfString(texts(
                                groups,
                                group -> ofConversion(
                                        group, made -> made.outcome().name())))
                        .addArrayOfOffsetDateTime(times(groups, group -> ofConversion(group, Conversion::outcomeAt))))
                .replaceWithVoid();
    }

    private static @Nullable String engagement(BuyingGroup group) {
        BigDecimal engagement = group.engagement();
        return engagement == null ? null : engagement.toPlainString();
    }

    private static <T> @Nullable T ofConversion(BuyingGroup group, Function<Conversion, @Nullable T> part) {
        Conversion conversion = group.conversion();
        return conversion == null ? null : part.apply(conversion);
    }

    private record MemberRow(UUID groupId, Standing standing) {}

    private static Uni<Void> upsertMembers(SqlConnection connection, int sandboxId, List<GroupChange> changes) {
        List<MemberRow> rows = new ArrayList<>();
        for (GroupChange change : changes) {
            change.changed()
                    .forEach(standing -> rows.add(new MemberRow(change.after().id(), standing)));
        }
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(UPSERT_MEMBERS)
                .execute(Tuple.of(sandboxId)
                        .addArrayOfUUID(ids(rows, MemberRow::groupId))
                        .addArrayOfString(texts(rows, row -> row.standing().personKey()))
                        .addArrayOfBoolean(booleans(rows, row -> row.standing().active()))
                        .addArrayOfString(texts(rows, row -> row.standing().role()))
                        .addArrayOfString(
                                texts(rows, row -> row.standing().source().name()))
                        .addArrayOfString(
                                texts(rows, row -> row.standing().cause().name()))
                        .addArrayOfString(texts(rows, row -> row.standing().decidedBy()))
                        .addArrayOfOffsetDateTime(
                                times(rows, row -> row.standing().decidedAt()))
                        .addArrayOfOffsetDateTime(
                                times(rows, row -> row.standing().assignedAt())))
                .replaceWithVoid();
    }

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

    private static Uni<Void> addHistory(SqlConnection connection, int sandboxId, List<GroupChange> changes) {
        List<HistoryRow> rows = new ArrayList<>();
        for (GroupChange change : changes) {
            List<GroupFact> facts = change.facts();
            for (int place = 0; place < facts.size(); place++) {
                rows.add(new HistoryRow(change.after(), place, facts.get(place)));
            }
        }
        return connection
                .preparedQuery(ADD_HISTORY)
                .execute(Tuple.of(sandboxId)
                        .addArrayOfUUID(ids(rows, row -> row.group().id()))
                        .addArrayOfLong(longs(rows, row -> row.group().revision()))
                        .addArrayOfInteger(integers(rows, HistoryRow::place))
                        .addArrayOfOffsetDateTime(times(rows, row -> row.group().updatedAt()))
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
                        .addArrayOfInteger(integers(rows, row -> row.stages().versionNumber())))
                .replaceWithVoid();
    }

    private static <T> UUID[] ids(List<T> rows, Function<T, @Nullable UUID> part) {
        return rows.stream().map(part).toArray(UUID[]::new);
    }

    private static <T> String[] texts(List<T> rows, Function<T, @Nullable String> part) {
        return rows.stream().map(part).toArray(String[]::new);
    }

    private static <T> Boolean[] booleans(List<T> rows, Function<T, Boolean> part) {
        return rows.stream().map(part).toArray(Boolean[]::new);
    }

    private static <T> Integer[] integers(List<T> rows, Function<T, @Nullable Integer> part) {
        return rows.stream().map(part).toArray(Integer[]::new);
    }

    private static <T> Long[] longs(List<T> rows, Function<T, Long> part) {
        return rows.stream().map(part).toArray(Long[]::new);
    }

    private static <T> OffsetDateTime[] times(List<T> rows, Function<T, @Nullable Instant> part) {
        return rows.stream().map(row -> columnOrNull(part.apply(row))).toArray(OffsetDateTime[]::new);
    }

    private static @Nullable OffsetDateTime columnOrNull(@Nullable Instant instant) {
        return instant == null ? null : Trace.column(instant);
    }
}
