package io.coterie.activation.destination;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.activation.destination.AudienceDifference.Elsewhere;
import io.coterie.contracts.ContractJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code destination_member}. */
@ApplicationScoped
class MemberStatements {

    // OLD tells which earlier action this one takes the place of.
    private static final String WANT = """
            insert into destination_member as m (sandbox_id, destination_id, account_key, desired, action_id, due_at)
            select $1, w.destination_id, w.account_key, w.desired, w.action_id, now()
              from unnest($2::uuid[], $3::text[], $4::boolean[], $5::uuid[])
                as w (destination_id, account_key, desired, action_id)
             order by w.destination_id, w.account_key
            on conflict (sandbox_id, destination_id, account_key) do update
               set desired = excluded.desired, action_id = excluded.action_id, due_at = now(), attempts = 0,
                   failure = null, desired_version = m.desired_version + 1, changed_at = now()
            returning old.action_id as superseded""";

    private static final String DUE = """
            select m.account_key, m.desired, m.desired_version, m.held, m.held_company::text as held_company, m.attempts,
                   a.account_key is not null as known, a.deleted, a.document::text as document
              from (select * from destination_member
                     where sandbox_id = $1 and destination_id = $2 and due_at <= now()
                     order by due_at, account_key limit $3) as m
              left join lateral (select account_key, deleted, document from account
                                  where sandbox_id = $1 and account_key = m.account_key offset 0) as a on true
             order by m.due_at, m.account_key""";

    private static final String ELSEWHERE = """
            select held_identity, bool_or(desired) as desired, bool_or(held = 'present') as present
              from destination_member
             where sandbox_id = $1 and destination_id = $2 and held_identity = any($3) and not (account_key = any($4))
             group by held_identity""";

    private static final String SEND = """
            update destination_member as m
               set held = 'unknown', held_identity = s.identity, held_company = s.company::jsonb, changed_at = now()
              from unnest($3::text[], $4::text[], $5::text[]) as s (account_key, identity, company)
             where m.sandbox_id = $1 and m.destination_id = $2 and m.account_key = s.account_key and m.account_key = any($3)""";

    // Others that share an entry which is being removed can no longer be sure of it.
    private static final String DOUBT = """
            update destination_member set held = 'unknown', due_at = now(), changed_at = now()
             where sandbox_id = $1 and destination_id = $2 and held = 'present' and held_identity = any($3)
               and not (account_key = any($4))""";

    // Whoever changed the wish meanwhile has made the member due again and named another action.
    private static final String RULE = """
            update destination_member as m
               set held = r.held, held_identity = r.identity, held_company = r.company::jsonb, changed_at = now(),
                   due_at = case when m.desired_version = r.version then now() + r.seconds * interval '1 second'
                                 else m.due_at end,
                   attempts = case when m.desired_version = r.version then r.attempts else m.attempts end,
                   failure = case when m.desired_version = r.version then r.failure else m.failure end,
                   action_id = case when m.desired_version = r.version and r.settled then null else m.action_id end
              from unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::float8[], $9::int[],
                          $10::text[], $11::boolean[])
                as r (account_key, version, held, identity, company, seconds, attempts, failure, settled)
             where m.sandbox_id = $1 and m.destination_id = $2 and m.account_key = r.account_key and m.account_key = any($3)
            returning old.action_id as action_id, new.action_id is null as settled, r.failure as failure""";

    private static final String ACCOUNTS_CHANGED = """
            update destination_member
               set due_at = now(), attempts = 0, failure = null, desired_version = desired_version + 1, changed_at = now()
             where sandbox_id = $1 and account_key = any($2) and (desired or held <> 'absent')
            returning destination_id""";

    /** What an action wants. */
    record Wish(UUID destinationId, String accountKey, boolean desired, UUID actionId) {}

    /** An action that a ruling has settled; the reason is null when it was performed. */
    record SettledWish(UUID actionId, @Nullable String failure) {}

    /** Writes wishes, at most one for each member; answers the actions whose wishes were not fulfilled yet and are void. */
    Uni<List<UUID>> want(SqlConnection connection, int sandboxId, List<Wish> wishes) {
        Tuple parameters = Tuple.tuple()
                .addInteger(sandboxId)
                .addArrayOfUUID(wishes.stream().map(Wish::destinationId).toArray(UUID[]::new))
                .addArrayOfString(wishes.stream().map(Wish::accountKey).toArray(String[]::new))
                .addArrayOfBoolean(wishes.stream().map(Wish::desired).toArray(Boolean[]::new))
                .addArrayOfUUID(wishes.stream().map(Wish::actionId).toArray(UUID[]::new));
        return connection
                .preparedQuery(WANT)
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .flatMap(row -> Optional.ofNullable(row.getUUID("superseded")).stream())
                        .toList());
    }

    Uni<List<Member>> due(SqlConnection connection, int sandboxId, UUID destinationId, int limit) {
        return connection
                .preparedQuery(DUE)
                .execute(Tuple.of(sandboxId, destinationId, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(MemberStatements::member)
                        .toList());
    }

    /** What members other than these hold of these entries. */
    Uni<Map<String, Elsewhere>> elsewhere(
            SqlConnection connection,
            int sandboxId,
            UUID destinationId,
            Collection<String> identities,
            List<Member> members) {
        return connection
                .preparedQuery(ELSEWHERE)
                .execute(Tuple.of(
                        sandboxId,
                        destinationId,
                        identities.toArray(String[]::new),
                        members.stream().map(Member::accountKey).toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Elsewhere> found = new HashMap<>();
                    rows.forEach(row -> found.put(
                            row.getString("held_identity"),
                            new Elsewhere(row.getBoolean("desired"), row.getBoolean("present"))));
                    return found;
                });
    }

    /** Writes down that these are being sent. */
    Uni<Void> send(SqlConnection connection, int sandboxId, UUID destinationId, Map<Member, Held> sent) {
        Tuple parameters = Tuple.tuple()
                .addInteger(sandboxId)
                .addUUID(destinationId)
                .addArrayOfString(sent.keySet().stream().map(Member::accountKey).toArray(String[]::new))
                .addArrayOfString(
                        sent.values().stream().map(MemberStatements::identity).toArray(String[]::new))
                .addArrayOfString(
                        sent.values().stream().map(MemberStatements::company).toArray(String[]::new));
        return connection.preparedQuery(SEND).execute(parameters).replaceWithVoid();
    }

    /** Writes down that entries are being removed which members other than these may share. */
    Uni<Void> doubt(
            SqlConnection connection,
            int sandboxId,
            UUID destinationId,
            Collection<String> removedIdentities,
            Collection<String> besides) {
        if (removedIdentities.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(DOUBT)
                .execute(Tuple.of(
                        sandboxId,
                        destinationId,
                        removedIdentities.toArray(String[]::new),
                        besides.toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Writes rulings; answers the actions that are settled by them. */
    Uni<List<SettledWish>> rule(SqlConnection connection, int sandboxId, UUID destinationId, List<Ruling> rulings) {
        Tuple parameters = Tuple.tuple()
                .addInteger(sandboxId)
                .addUUID(destinationId)
                .addArrayOfString(rulings.stream()
                        .map(ruling -> ruling.member().accountKey())
                        .toArray(String[]::new))
                .addArrayOfLong(rulings.stream()
                        .map(ruling -> ruling.member().version())
                        .toArray(Long[]::new))
                .addArrayOfString(
                        rulings.stream().map(ruling -> word(ruling.held())).toArray(String[]::new))
                .addArrayOfString(
                        rulings.stream().map(ruling -> identity(ruling.held())).toArray(String[]::new))
                .addArrayOfString(
                        rulings.stream().map(ruling -> company(ruling.held())).toArray(String[]::new))
                .addArrayOfDouble(
                        rulings.stream().map(MemberStatements::dueInSeconds).toArray(Double[]::new))
                .addArrayOfInteger(
                        rulings.stream().map(MemberStatements::attempts).toArray(Integer[]::new))
                .addArrayOfString(
                        rulings.stream().map(MemberStatements::failure).toArray(String[]::new))
                .addArrayOfBoolean(rulings.stream()
                        .map(ruling -> !(ruling instanceof Ruling.Again))
                        .toArray(Boolean[]::new));
        return connection
                .preparedQuery(RULE)
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .filter(row -> row.getUUID("action_id") != null && row.getBoolean("settled"))
                        .map(row -> new SettledWish(row.getUUID("action_id"), row.getString("failure")))
                        .toList());
    }

    /** Makes members of changed accounts due; answers their destinations. */
    Uni<List<UUID>> accountsChanged(SqlConnection connection, int sandboxId, Collection<String> accountKeys) {
        return connection
                .preparedQuery(ACCOUNTS_CHANGED)
                .execute(Tuple.of(sandboxId, accountKeys.toArray(String[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("destination_id"))
                        .distinct()
                        .toList());
    }

    private static Member member(Row row) {
        return new Member(
                row.getString("account_key"),
                row.getLong("desired_version"),
                held(row.getString("held"), row.getString("held_company")),
                target(row),
                row.getInteger("attempts"));
    }

    private static Held held(String word, @Nullable String company) {
        if (company == null) {
            return new Held.Absent();
        }
        Company known = ContractJson.read(json(company), Company.class);
        return word.equals("present") ? new Held.Present(known) : new Held.Unknown(known);
    }

    private static Target target(Row row) {
        if (!row.getBoolean("desired")) {
            return new Target.Unwanted();
        }
        if (!row.getBoolean("known")) {
            return new Target.NotYetKnown();
        }
        String document = row.getString("document");
        if (row.getBoolean("deleted") || document == null) {
            return new Target.Unwanted();
        }
        return Company.of(json(document)).<Target>map(Target.Wanted::new).orElseGet(Target.Unmatchable::new);
    }

    private static String word(Held held) {
        return switch (held) {
            case Held.Absent _ -> "absent";
            case Held.Present _ -> "present";
            case Held.Unknown _ -> "unknown";
        };
    }

    private static @Nullable Company companyOf(Held held) {
        return switch (held) {
            case Held.Absent _ -> null;
            case Held.Present present -> present.company();
            case Held.Unknown unknown -> unknown.company();
        };
    }

    private static @Nullable String identity(Held held) {
        Company company = companyOf(held);
        return company == null ? null : company.identity();
    }

    private static @Nullable String company(Held held) {
        Company company = companyOf(held);
        return company == null ? null : ContractJson.write(company);
    }

    private static @Nullable Double dueInSeconds(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Reached _, Ruling.Impossible _ -> null;
            case Ruling.Again again -> seconds(again.delay());
        };
    }

    private static int attempts(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Reached _ -> 0;
            case Ruling.Impossible _ -> ruling.member().attempts();
            case Ruling.Again again -> again.member().attempts() + (again.counted() ? 1 : 0);
        };
    }

    private static @Nullable String failure(Ruling ruling) {
        return ruling instanceof Ruling.Impossible impossible ? impossible.reason() : null;
    }

    private static double seconds(Duration delay) {
        return delay.toMillis() / 1000.0;
    }

    private static JsonNode json(String text) {
        return ContractJson.readTree(text.getBytes(StandardCharsets.UTF_8));
    }
}
