package io.coterie.journey.flow;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.coterie.platform.tenancy.Permissions;
import io.coterie.platform.testing.Tokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;

/** The service's REST interface, as one person with one token sees it in one sandbox. */
record Api(String token, String sandbox) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Api managing(World world) {
        return of(world, Permissions.MANAGE_ACCOUNT_JOURNEYS, Permissions.VIEW_ADMIN_CONFIGURATIONS);
    }

    static Api of(World world, String... permissions) {
        return new Api(Tokens.of(world.organisation()).permissions(permissions).sign(), world.name());
    }

    RequestSpecification request() {
        return given().auth().oauth2(token).header("x-sandbox-name", sandbox).contentType("application/json");
    }

    Response post(String path) {
        return request().post(path);
    }

    Response post(String path, String body) {
        return request().body(body).post(path);
    }

    Response put(String path, String body) {
        return request().body(body).put(path);
    }

    Response get(String path) {
        return request().get(path);
    }

    /** A live journey; the definition is written with single quotes. */
    UUID published(String journey) {
        UUID id = created(journey);
        post("/v1/journeys/" + id + "/publish").then().statusCode(200);
        return id;
    }

    /** Waits until a journey's statistics say so; a path that is not there counts as none. */
    void awaitStatistic(UUID journey, String field, int count) {
        await(journey + " " + field).atMost(PATIENCE).until(() -> statistic(journey, field), equalTo(count));
    }

    private int statistic(UUID journey, String field) {
        Integer count =
                get("/v1/journeys/" + journey + "/statistics").jsonPath().get(field);
        return count == null ? 0 : count;
    }

    UUID created(String journey) {
        return UUID.fromString(post("/v1/journeys", quoted(journey))
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
