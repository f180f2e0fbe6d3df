package io.coterie.platform.messaging;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.coterie.platform.testing.SuiteInfrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** What a client learns when its request cannot have a connection to the database. */
@QuarkusTest
@WithTestResource(
        value = SuiteInfrastructure.class,
        initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "messaging"))
class PassingFailuresTest {

    @Test
    void aDatabaseThatIsAwayIsAReasonToComeAgain() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        requireAskedToComeAgain(port);
    }

    @Test
    void aConnectionThatIsNotThereInTimeIsAReasonToComeAgain() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            requireAskedToComeAgain(silent.getLocalPort());
        }
    }

    private static void requireAskedToComeAgain(int port) {
        given().get("/v1/away?port=" + port)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", equalTo("1"))
                .body("code", equalTo("unavailable"))
                .body("detail", equalTo("The database cannot be reached, or is too busy; send this again later."));
    }
}
