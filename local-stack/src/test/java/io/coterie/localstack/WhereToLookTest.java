package io.coterie.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.localstack.demo.DemoEnvironment;
import io.coterie.localstack.stack.Installation;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Ports;
import io.coterie.localstack.stack.Progress;
import io.coterie.localstack.stack.Stack;
import io.coterie.localstack.stack.StackSettings;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo names no address that is dead when somebody reads it. */
class WhereToLookTest {

    private static final int BASE = 21_380;

    @TempDir
    Path data;

    private Stack stack;
    private DemoEnvironment environment;

    @BeforeEach
    void prepare() {
        stack = Stack.prepare(
                new StackSettings(Installation.here(), data, new Ports(BASE), true, EnumSet.allOf(Part.class), false),
                Progress.silent());
        environment = DemoEnvironments.of(stack);
    }

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void aDemoThatStopsNamesTheWayToKeepItAndWhatItLeaves() {
        String text = WhereToLook.onceItHasStopped(environment, stack.settings().logs());

        assertThat(text)
                .contains("./coterie demo --keep")
                .contains(data.resolve("input").toString())
                .contains(data.resolve("logs").toString())
                .doesNotContain("http://");
    }

    @Test
    void aDemoThatIsKeptNamesItsDoors() {
        String text = WhereToLook.whileItRuns(environment, name -> name + "-id");

        assertThat(text)
                .contains("http://127.0.0.1:21382/v1/buying-groups?solutionInterest=interest-id")
                .contains("http://127.0.0.1:21383/v1/journeys/journey-id/statistics")
                .contains("http://127.0.0.1:21384/v1/deliveries")
                .contains(stack.mailboxUrl() + "/messages")
                .contains(data.resolve("input").toString());
    }
}
