package io.coterie.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.localstack.stack.Installation;
import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Ports;
import io.coterie.localstack.stack.Progress;
import io.coterie.localstack.stack.Stack;
import io.coterie.localstack.stack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ./coterie up} shows once everything runs. */
class WelcomeTest {

    private static final int BASE = 21_280;

    @TempDir
    Path data;

    private Stack stack;
    private String text;

    @BeforeEach
    void readTheWelcome() {
        StackSettings settings =
                new StackSettings(Installation.here(), data, new Ports(BASE), false, EnumSet.allOf(Part.class), false);
        stack = Stack.prepare(settings, Progress.silent());
        text = Welcome.afterStart(stack, Duration.ofMillis(41_500));
    }

    @AfterEach
    void close() {
        stack.close();
    }

    @ParameterizedTest
    @CsvSource({
        "profile-service, 21281",
        "buying-group-service, 21282",
        "journey-service, 21283",
        "activation-service, 21284"
    })
    void everyServiceHasItsAddressAndItsApiPage(String service, int port) {
        assertThat(text)
                .containsPattern("(?m)^  " + service + " +http://127\\.0\\.0\\.1:" + port
                        + " +API page http://127\\.0\\.0" + "\\.1:" + port + "/q/swagger-ui$");
    }

    @Test
    void itSaysHowLongItTookAndHowToStop() {
        assertThat(text)
                .contains("Coterie is ready after 41.5 s.")
                .contains("Ctrl-C stops everything; the data stays.");
    }

    @Test
    void aDemoThatIsKeptShowsTheSameDoors() {
        assertThat(Welcome.afterDemo(stack).lines().skip(1))
                .startsWith("Coterie keeps running, with what the demo has made in the sandbox demo.")
                .endsWith(text.lines().skip(2).toArray(String[]::new));
    }

    @Test
    void theTokenCommandIsReadyToBeTyped() {
        assertThat(text)
                .contains("TOKEN=$(curl -s " + stack.issuer() + "/protocol/openid-connect/token \\")
                .contains("-d client_secret=" + stack.secrets().clientSecret())
                .contains("curl -H \"Authorization: Bearer $TOKEN\" http://127.0.0.1:21281/v1/sandboxes")
                .doesNotContain("%");
    }

    @Test
    void everyOtherDoorIsNamed() {
        assertThat(text)
                .contains("Keycloak", stack.secrets().keycloakAdminPassword())
                .contains(stack.mailboxUrl() + "/messages")
                .contains(stack.bootstrapServers())
                .contains(data.resolve("logs").toString())
                .contains(data.resolve("environment") + "/<service>.env")
                .contains(stack.secrets().userPassword());
    }
}
