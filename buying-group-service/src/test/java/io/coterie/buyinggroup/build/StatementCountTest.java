package io.coterie.buyinggroup.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.buyinggroup.audience.Audiences;
import io.coterie.buyinggroup.creationjob.CreationJobRuns;
import io.coterie.buyinggroup.groupstore.GroupStore;
import io.coterie.buyinggroup.work.AccountTask;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.contracts.AudienceMembershipState;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.EventTypes;
import io.coterie.platform.messaging.ReceivedEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.CountedStatements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What building groups costs in statements. */
@RunningService
class StatementCountTest {

    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    @Inject
    SandboxTransactions transactions;

    @Inject
    Audiences audiences;

    @Inject
    AccountWork work;

    @Inject
    BuildFactsReader facts;

    @Inject
    GroupStore groups;

    @Inject
    CreationJobRuns runs;

    @Test
    @DisplayName("BEY-01: the groups of five hundred accounts take as many statements as the group of one")
    void noStatementIsPerAccount() {
        try (Scene scene = Scene.open()) {
            for (int i = 0; i < 502; i++) {
                scene.account(account(i), "Account " + i);
                scene.person("chief" + i + "@crm.Test", "Chief", account(i));
            }
            scene.audience("aud");
            scene.awaitRest();
            scene.job(scene.interest("Robots", true), "aud");
            scene.awaitRest();
            // The first batch also compiles the template.
            var _ = statements(scene, 0, 1);

            int one = statements(scene, 1, 2);
            int many = statements(scene, 2, 502);

            assertThat(many).isEqualTo(one).isLessThan(25);
            scene.awaitRest();
            scene.get("/v1/buying-groups/summary").body("count", is(502)).body("members", is(502));
        }
    }

    /** Lets these accounts enter the audience, builds their groups in the same transaction, and counts the statements. */
    private int statements(Scene scene, int from, int to) {
        Sandbox sandbox = new Sandbox(scene.sandboxId, scene.sandbox, scene.organisation);
        List<ReceivedEvent> entered = new ArrayList<>();
        List<String> accounts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            accounts.add(account(i));
            entered.add(membership(sandbox, account(i)));
        }
        AtomicInteger count = new AtomicInteger();
        return transactions
                .inSandbox(sandbox, connection -> {
                    SqlConnection counted = CountedStatements.of(connection, count);
                    return audiences
                            .applyMemberships(connection, sandbox, entered)
                            .chain(() -> work.enqueue(connection, sandbox, accounts, entered))
                            .chain(() -> build(counted, sandbox));
                })
                .map(done -> count.get())
                .await()
                .indefinitely();
    }

    private Uni<Void> build(SqlConnection connection, Sandbox sandbox) {
        return work.claim(connection, sandbox, 500)
                .chain(tasks -> facts.read(connection, sandbox.id(), AccountTask.keys(tasks), NOW)
                        .map(known -> new BuildDecisions(known, sandbox.id(), NOW).decide(tasks))
                        .chain(changes -> groups.write(connection, sandbox, changes)
                                .chain(() -> runs.record(
                                        connection, sandbox, BuildDecisions.progress(tasks, changes, Map.of())))));
    }

    private static ReceivedEvent membership(Sandbox sandbox, String account) {
        return new ReceivedEvent(
                UUID.randomUUID(),
                EventTypes.AUDIENCE_MEMBERSHIP_CHANGED,
                "aud/" + account,
                NOW,
                sandbox,
                1,
                "aud/" + account,
                null,
                null,
                ContractJson.mapper()
                        .valueToTree(
                                new AudienceMembershipState("aud", AudienceMembershipState.ACCOUNT, account, true)));
    }

    private static String account(int number) {
        return number + "@crm.Test";
    }
}
