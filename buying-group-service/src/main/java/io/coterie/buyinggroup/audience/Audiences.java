package io.coterie.buyinggroup.audience;

import io.coterie.buyinggroup.work.AccountSelection;
import io.coterie.contracts.AudienceMembershipState;
import io.coterie.contracts.DefinitionState;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** This service's read copy of audiences and of the accounts in them. A newer revision wins; order does not matter. */
@ApplicationScoped
public class Audiences {

    private static final String UPSERT_AUDIENCES = """
            insert into audience (sandbox_id, id, name, kind, status, revision)
            select $1, state.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
                as state (id, name, kind, status, revision)
             order by state.id
            on conflict (sandbox_id, id) do update
               set name = excluded.name, kind = excluded.kind, status = excluded.status, revision = excluded.revision
             where audience.revision < excluded.revision
            returning id, name, kind, status""";

    private static final String UPSERT_MEMBERS = """
            insert into audience_account (sandbox_id, audience_id, account_key, member, revision)
            select $1, state.* from unnest($2::text[], $3::text[], $4::boolean[], $5::bigint[])
                as state (audience_id, account_key, member, revision)
             order by state.audience_id, state.account_key
            on conflict (sandbox_id, audience_id, account_key) do update
               set member = excluded.member, revision = excluded.revision
             where audience_account.revision < excluded.revision
            returning account_key""";

    private static final String NAMED_ACCOUNT = """
            account on account.sandbox_id = listed.sandbox_id and account.account_key = listed.account_key
                   and not account.deleted and account.document ->> 'accountName' is not null""";

    /** Applies audiences, and answers those that changed; definitions of other kinds are none of them. */
    public Uni<List<Audience>> applyDefinitions(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        Map<String, ReceivedEvent> newest = new TreeMap<>();
        for (ReceivedEvent event : events) {
            if (event.data() != null && event.recordKey().startsWith(DefinitionState.AUDIENCE + "/")) {
                newest.merge(event.recordKey(), event, Audiences::newer);
            }
        }
        if (newest.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<DefinitionState> states = newest.values().stream()
                .map(event -> event.payload(DefinitionState.class))
                .toList();
        return connection
                .preparedQuery(UPSERT_AUDIENCES)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(
                                states.stream().map(DefinitionState::id).toArray(String[]::new))
                        .addArrayOfString(
                                states.stream().map(DefinitionState::name).toArray(String[]::new))
                        .addArrayOfString(states.stream().map(Audiences::kind).toArray(String[]::new))
                        .addArrayOfString(
                                states.stream().map(DefinitionState::status).toArray(String[]::new))
                        .addArrayOfLong(newest.values().stream()
                                .map(ReceivedEvent::revision)
                                .toArray(Long[]::new)))
                .map(rows -> rows.stream().map(Audiences::audience).toList());
    }

    /** Applies memberships of accounts; answers which accounts entered or left an audience. */
    public Uni<Set<String>> applyMemberships(SqlConnection connection, Sandbox sandbox, List<ReceivedEvent> events) {
        Map<String, ReceivedEvent> newest = new TreeMap<>();
        events.forEach(event -> newest.merge(event.recordKey(), event, Audiences::newer));
        List<Membership> memberships = newest.values().stream()
                .flatMap(event -> Membership.of(event).stream())
                .toList();
        if (memberships.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return connection
                .preparedQuery(UPSERT_MEMBERS)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfString(
                                memberships.stream().map(Membership::audienceId).toArray(String[]::new))
                        .addArrayOfString(
                                memberships.stream().map(Membership::accountKey).toArray(String[]::new))
                        .addArrayOfBoolean(
                                memberships.stream().map(Membership::member).toArray(Boolean[]::new))
                        .addArrayOfLong(
                                memberships.stream().map(Membership::revision).toArray(Long[]::new)))
                .map(rows -> {
                    Set<String> changed = new HashSet<>();
                    rows.forEach(row -> changed.add(row.getString("account_key")));
                    return changed;
                });
    }

    /** The audience, when it has arrived here; it stays as it is until the caller's transaction ends. */
    public Uni<Optional<Audience>> findForShare(SqlConnection connection, int sandboxId, String id) {
        return connection
                .preparedQuery("""
                        select id, name, kind, status from audience where sandbox_id = $1 and id = $2 for share""")
                .execute(Tuple.of(sandboxId, id))
                .map(rows -> rows.stream().map(Audiences::audience).findFirst());
    }

    /** Which of these audiences each of these accounts is in. */
    public Uni<Map<String, Set<String>>> audiencesOf(
            SqlConnection connection, int sandboxId, Collection<String> accountKeys, Collection<String> audienceIds) {
        if (accountKeys.isEmpty() || audienceIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return connection
                .preparedQuery("""
                        select account_key, audience_id from audience_account
                         where sandbox_id = $1 and account_key = any($2) and audience_id = any($3) and member""")
                .execute(Tuple.of(sandboxId)
                        .addArrayOfString(accountKeys.toArray(String[]::new))
                        .addArrayOfString(audienceIds.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Set<String>> audiences = new HashMap<>();
                    rows.forEach(row -> audiences
                            .computeIfAbsent(row.getString("account_key"), key -> new HashSet<>())
                            .add(row.getString("audience_id")));
                    return audiences;
                });
    }

    /** The accounts in an audience, to become work. */
    public AccountSelection members(String audienceId) {
        return new AccountSelection(
                "select account_key from audience_account where sandbox_id = $1 and audience_id = $3 and member",
                Tuple.of(audienceId));
    }

    /** Those of them that can have groups: they have arrived here, with a name (ACC-01). */
    public AccountSelection namedMembers(String audienceId) {
        return new AccountSelection(
                "select listed.account_key from audience_account as listed join " + NAMED_ACCOUNT
                        + " where listed.sandbox_id = $1 and listed.audience_id = $3 and listed.member",
                Tuple.of(audienceId));
    }

    /** How many accounts are in an audience. */
    public Uni<Size> size(SqlConnection connection, int sandboxId, String audienceId) {
        return connection
                .preparedQuery("select count(*) as accounts, count(account.account_key) as named"
                        + " from audience_account as listed left join " + NAMED_ACCOUNT
                        + " where listed.sandbox_id = $1 and listed.audience_id = $2 and listed.member")
                .execute(Tuple.of(sandboxId, audienceId))
                .map(rows -> rows.iterator().next())
                .map(row -> new Size(row.getLong("accounts"), row.getLong("named")));
    }

    /**
     * How many accounts are in an audience.
     *
     * @param named those that can have groups
     */
    public record Size(long accounts, long named) {}

    private static ReceivedEvent newer(ReceivedEvent one, ReceivedEvent other) {
        return other.revision() > one.revision() ? other : one;
    }

    private static String kind(DefinitionState audience) {
        return audience.definition() == null
                ? ""
                : audience.definition().path("kind").asText("account");
    }

    private static Audience audience(Row row) {
        return new Audience(row.getString("id"), row.getString("name"), row.getString("kind"), row.getString("status"));
    }

    private record Membership(String audienceId, String accountKey, boolean member, long revision) {

        /** Empty for persons: audiences of persons have no buying groups. */
        static Optional<Membership> of(ReceivedEvent event) {
            if (event.data() == null) {
                return tombstone(event.recordKey(), event.revision());
            }
            AudienceMembershipState state = event.payload(AudienceMembershipState.class);
            return state.kind().equals(AudienceMembershipState.ACCOUNT)
                    ? Optional.of(
                            new Membership(state.audienceId(), state.memberKey(), state.member(), event.revision()))
                    : Optional.empty();
        }

        private static Optional<Membership> tombstone(@Nullable String key, long revision) {
            int separator = key == null ? -1 : key.indexOf('/');
            return key == null || separator < 1
                    ? Optional.empty()
                    : Optional.of(
                            new Membership(key.substring(0, separator), key.substring(separator + 1), false, revision));
        }
    }
}
