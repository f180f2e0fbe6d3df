package io.coterie.profile.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.platform.messaging.EachSandbox;
import io.coterie.platform.messaging.WorkLoops;
import io.coterie.platform.tenancy.Sandbox;
import io.coterie.platform.tenancy.SandboxTransactions;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.profile.ProfileTests;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "profile"))
class NightlyEvaluationTest {

    @Inject
    SandboxTransactions transactions;

    @Inject
    EachSandbox each;

    @Inject
    WorkLoops loops;

    private final List<Sandbox> evaluated = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aSandboxThatFailsDoesNotKeepTheNextOneFromItsNight() {
        Sandbox broken = ProfileTests.inNewSandbox().sandbox();
        Sandbox next = ProfileTests.inNewSandbox().sandbox();

        assertThatThrownBy(() -> new NightlyEvaluationJob(transactions, each, failingIn(broken))
                        .evaluateAgain()
                        .await()
                        .atMost(ProfileTests.PATIENCE))
                .hasMessageStartingWith("Job nightly-evaluation failed for 1 of ");

        assertThat(evaluated).contains(next).doesNotContain(broken);
    }

    private EvaluationWork failingIn(Sandbox broken) {
        return new EvaluationWork(loops) {

            @Override
            Uni<Void> again(SqlConnection connection, Sandbox sandbox) {
                return sandbox.equals(broken)
                        ? Uni.createFrom().failure(new IllegalStateException("broken"))
                        : Uni.createFrom().voidItem().invoke(() -> evaluated.add(sandbox));
            }
        };
    }
}
