package io.coterie.profile.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.paging.EntityTags;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.profile.field.FieldService;
import io.coterie.profile.field.RecordWithFields;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores accounts set-wise and says what changed, in one transaction. */
@ApplicationScoped
public class AccountService {

    private final SandboxTransactions transactions;
    private final AccountRepository repository;
    private final FieldService fields;
    private final Outbox outbox;
    private final ChangedAccounts changedAccounts;
    private final Clock clock;

    AccountService(
            SandboxTransactions transactions,
            AccountRepository repository,
            FieldService fields,
            Outbox outbox,
            ChangedAccounts changedAccounts,
            Clock clock) {
        this.transactions = transactions;
        this.repository = repository;
        this.fields = fields;
        this.outbox = outbox;
        this.changedAccounts = changedAccounts;
        this.clock = clock;
    }

    /**
     * Stores accounts, each key once.
     *
     * @return why accounts were left out, by key
     */
    public Uni<Map<String, ProblemException>> store(
            SqlConnection connection, Sandbox sandbox, Collection<AccountDocument> accounts) {
        return refusals(connection, sandbox, accounts)
                .call(refused -> upsert(
                        connection,
                        sandbox,
                        accounts.stream()
                                .filter(account -> !refused.containsKey(account.key()))
                                .toList()));
    }

    /** Documents of those of the accounts that exist, as JSON text by key. */
    public Uni<Map<String, String>> documents(SqlConnection connection, Sandbox sandbox, Collection<String> keys) {
        return repository.documents(connection, sandbox, keys);
    }

    /** Those of the accounts that exist. */
    public Uni<Set<String>> known(SqlConnection connection, Sandbox sandbox, Collection<String> keys) {
        return keys.isEmpty() ? Uni.createFrom().item(Set.of()) : repository.known(connection, sandbox, keys);
    }

    /** Keys of existing accounts in order. */
    public Uni<List<String>> keysAfter(SqlConnection connection, Sandbox sandbox, String after, int limit) {
        return repository.keysAfter(connection, sandbox, after, limit);
    }

    Uni<Map<String, ProblemException>> storeChunk(Sandbox sandbox, Collection<AccountDocument> accounts) {
        return transactions.inSandbox(sandbox, connection -> store(connection, sandbox, accounts));
    }

    Uni<StoredAccount> put(Sandbox sandbox, AccountDocument account, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> requireMatch(connection, sandbox, account.key(), ifMatch)
                        .chain(() -> refusals(connection, sandbox, List.of(account)))
                        .invoke(refused -> refused.values().forEach(AccountService::refuse))
                        .chain(() -> upsert(connection, sandbox, List.of(account)))
                        .chain(changes -> require(connection, sandbox, account.key())
                                .map(view ->
                                        new StoredAccount(view, changes.stream().anyMatch(AccountChange::created)))));
    }

    Uni<AccountView> get(Sandbox sandbox, String key) {
        return transactions.inSandbox(sandbox, connection -> require(connection, sandbox, key));
    }

    Uni<List<AccountView>> page(Sandbox sandbox, String after, int limit) {
        return transactions.inSandbox(sandbox, connection -> repository.page(connection, sandbox, after, limit));
    }

    Uni<Void> delete(Sandbox sandbox, String key, @Nullable String ifMatch) {
        return transactions.inSandbox(
                sandbox,
                connection -> requireMatch(connection, sandbox, key, ifMatch)
                        .chain(() -> repository.delete(connection, sandbox, key, clock.instant()))
                        .map(revision -> revision.orElseThrow(() -> ProblemException.notFound("account", key)))
                        .chain(revision -> announce(
                                connection, sandbox, List.of(AccountEvents.deleted(key, revision)), List.of(key))));
    }

    private Uni<Map<String, ProblemException>> refusals(
            SqlConnection connection, Sandbox sandbox, Collection<AccountDocument> accounts) {
        Map<String, ObjectNode> custom = new HashMap<>();
        accounts.stream()
                .filter(account -> !account.custom().isEmpty())
                .forEach(account -> custom.put(account.key(), account.custom()));
        return fields.refusals(connection, sandbox, RecordWithFields.ACCOUNT, custom);
    }

    private static void refuse(ProblemException refusal) {
        throw refusal;
    }

    private Uni<List<AccountChange>> upsert(
            SqlConnection connection, Sandbox sandbox, Collection<AccountDocument> accounts) {
        if (accounts.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return repository
                .upsert(connection, sandbox, accounts, clock.instant())
                .call(changes -> announceChanges(connection, sandbox, accounts, changes));
    }

    private Uni<Void> announceChanges(
            SqlConnection connection,
            Sandbox sandbox,
            Collection<AccountDocument> accounts,
            List<AccountChange> changes) {
        Map<String, AccountDocument> byKey =
                accounts.stream().collect(Collectors.toMap(AccountDocument::key, Function.identity()));
        List<OutgoingEvent> events = changes.stream()
                .flatMap(change -> Optional.ofNullable(byKey.get(change.key()))
                        .map(account -> AccountEvents.changed(account, change.revision()))
                        .stream())
                .toList();
        return announce(
                connection,
                sandbox,
                events,
                changes.stream().map(AccountChange::key).toList());
    }

    private Uni<Void> announce(
            SqlConnection connection, Sandbox sandbox, List<OutgoingEvent> events, List<String> accountKeys) {
        return outbox.append(connection, sandbox, events)
                .chain(() -> changedAccounts.changed(connection, sandbox, accountKeys));
    }

    private Uni<Void> requireMatch(SqlConnection connection, Sandbox sandbox, String key, @Nullable String ifMatch) {
        if (EntityTags.expected(ifMatch) == null) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .lock(connection, sandbox, key)
                .invoke(revision -> EntityTags.requireMatch(
                        ifMatch,
                        revision.orElseThrow(() -> new ProblemException(
                                GenericError.PRECONDITION_FAILED,
                                "Expected account '" + key + "', but there is none."))))
                .replaceWithVoid();
    }

    private Uni<AccountView> require(SqlConnection connection, Sandbox sandbox, String key) {
        return repository
                .find(connection, sandbox, key)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("account", key)));
    }
}
