package io.coterie.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.coterie.contracts.DefinitionState;
import io.coterie.contracts.Topics;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RunningService
class EmailDefinitionTest {

    private static final String BODY = """
            {"name":"Welcome","subject":"Hello","html":"<p>Hi</p>","fromName":"Acme","fromAddress":"a@acme.example"}""";

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
    void anEmailIsKeptAndMadeKnown() {
        String id = world.user()
                .body(BODY)
                .post("/v1/emails")
                .then()
                .statusCode(201)
                .header("Location", notNullValue())
                .header("ETag", equalTo("\"1\""))
                .body("operational", equalTo(false))
                .extract()
                .path("id");

        world.user().get("/v1/emails/" + id).then().statusCode(200).body("name", equalTo("Welcome"));
        assertThat(world.kafka()
                        .readUntil(
                                Topics.DEFINITIONS,
                                records -> records.stream()
                                        .anyMatch(record -> (world.id() + ":" + DefinitionState.EMAIL + "/" + id)
                                                .equals(record.key()))))
                .isNotEmpty();
    }

    @Test
    void aChangeMustSayWhatItChanges() {
        String id = world.user().body(BODY).post("/v1/emails").then().extract().path("id");
        String changed = BODY.replace("Hello", "Good day");

        world.user().body(changed).put("/v1/emails/" + id).then().statusCode(428);
        world.user()
                .header("If-Match", "\"7\"")
                .body(changed)
                .put("/v1/emails/" + id)
                .then()
                .statusCode(412);
        world.user()
                .header("If-Match", "\"1\"")
                .body(changed)
                .put("/v1/emails/" + id)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("subject", equalTo("Good day"));
    }

    @Test
    void declaringTheSameAgainChangesNothing() {
        world.user().body(BODY).put("/v1/emails/by-name/Declared").then().statusCode(201);
        world.user()
                .body(BODY)
                .put("/v1/emails/by-name/Declared")
                .then()
                .statusCode(200)
                .body("revision", equalTo(1));
        world.user()
                .body(BODY.replace("Hello", "Good day"))
                .put("/v1/emails/by-name/Declared")
                .then()
                .statusCode(200)
                .body("revision", equalTo(2));
    }

    @Test
    void aNameIsTakenOnce() {
        world.user().body(BODY).post("/v1/emails").then().statusCode(201);

        world.user()
                .body(BODY)
                .post("/v1/emails")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("email-name-taken"))
                .body("violations[0].field", equalTo("/name"));
    }

    @Test
    void whatIsWrongIsNamedWithItsPlaceAndNothingIsKept() {
        world.user()
                .body(BODY.replace("Hello", "Hello {{profile.x}}").replace("a@acme.example", "nobody"))
                .post("/v1/emails")
                .then()
                .statusCode(422)
                .body("code", equalTo("email-invalid"))
                .body("violations.field", contains("/fromAddress", "/subject"))
                .body("violations[1].column", equalTo(7));
        world.user()
                .body("{\"name\":")
                .post("/v1/emails")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-json"));
        world.user()
                .body(BODY.replace("\"html\"", "\"markup\""))
                .post("/v1/emails")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("/markup"));
        world.user()
                .body(BODY.replace("\"Hello\"", "[\"Hello\"]"))
                .post("/v1/emails")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-body"))
                .body("violations[0].field", equalTo("/subject"));
        world.user().post("/v1/emails").then().statusCode(400);

        world.user().get("/v1/emails").then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void aListIsPaged() {
        List.of("A", "B", "C")
                .forEach(name -> world.user()
                        .body(BODY.replace("Welcome", name))
                        .post("/v1/emails")
                        .then()
                        .statusCode(201));

        String next = world.user()
                .get("/v1/emails?limit=2")
                .then()
                .body("items.name", contains("A", "B"))
                .header("Link", notNullValue())
                .extract()
                .path("next");

        world.user()
                .get("/v1/emails?limit=2&cursor=" + next)
                .then()
                .body("items.name", contains("C"))
                .body("next", equalTo(null));
    }
}
