package io.coterie.activation;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection or a destination that cannot be read is answered with its place, and nothing is kept of it. */
@RunningService
class BadInputTest {

    private static final String CONNECTIONS = "/v1/linkedin-connections";
    private static final String DESTINATIONS = "/v1/destinations";

    private World world;

    @BeforeEach
    void enter() {
        world = World.create();
    }

    @AfterEach
    void leave() {
        world.close();
    }

    @Test
    void aConnectionThatCannotBeReadIsNotKept() {
        String good = Ads.connection(Integer.toString(7_000 + world.id()), "202608");

        refused(CONNECTIONS, good.substring(0, good.length() - 1), "malformed-json", "");
        refused(CONNECTIONS, "[" + good + "]", "invalid-body", "");
        refused(CONNECTIONS, good.replace("\"Ads\"", "[\"Ads\"]"), "invalid-body", "/name");
        refused(CONNECTIONS, good.replace("\"version\"", "\"edition\""), "invalid-body", "/edition");

        keptOf(CONNECTIONS, 0);
        world.user().body(good).post(CONNECTIONS).then().statusCode(201);
        keptOf(CONNECTIONS, 1);
    }

    @Test
    void aDestinationThatCannotBeReadIsNotKept() {
        String connection = Ads.connect(world, Integer.toString(7_000 + world.id()), "202608");
        String good = """
                {"name":"Gaps","type":"linkedin-company-audience","connection":"%s"}""".formatted(connection);

        refused(DESTINATIONS, good.substring(0, good.length() - 1), "malformed-json", "");
        refused(DESTINATIONS, "[" + good + "]", "invalid-body", "");
        refused(DESTINATIONS, good.replace("\"Gaps\"", "{\"en\":\"Gaps\"}"), "invalid-body", "/name");
        refused(DESTINATIONS, good.replace(connection, "the one above"), "invalid-body", "/connection");
        refused(DESTINATIONS, good.replace("{", "{\"colour\":\"red\","), "invalid-body", "/colour");

        keptOf(DESTINATIONS, 0);
        world.user().body(good).post(DESTINATIONS).then().statusCode(201);
        keptOf(DESTINATIONS, 1);
    }

    private void refused(String path, String body, String code, String field) {
        world.user()
                .body(body)
                .post(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("violations[0].field", equalTo(field));
    }

    private void keptOf(String path, int count) {
        world.user().get(path).then().statusCode(200).body("items", hasSize(count));
    }
}
