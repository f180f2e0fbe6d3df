package io.coterie.buyinggroup.role;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.coterie.buyinggroup.PastScene;
import io.coterie.buyinggroup.RunningService;
import io.coterie.buyinggroup.Scene;
import io.coterie.platform.testing.SuiteInfrastructure;
import io.coterie.platform.testing.Tokens;
import io.restassured.http.ContentType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles over REST (§9.2). */
@RunningService
class RolesTest {

    private Scene scene;

    @BeforeEach
    void open() {
        scene = Scene.open();
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    @DisplayName("ROL-01, ROL-02, ROL-04: six fixed roles on top, then custom ones")
    void rolesAreSixFixedOnesAndCustomOnes() {
        scene.post("/v1/roles", Map.of("name", " Sponsor ", "description", "Pays"))
                .statusCode(201)
                .header("ETag", notNullValue())
                .body("name", is("Sponsor"))
                .body("createdBy", is("test-user"));

        scene.get("/v1/roles")
                .body("items.name", hasSize(7))
                .body("items[0].name", is("Decision Maker"))
                .body("items[0].type", is("DEFAULT"))
                .body("items[6].name", is("Sponsor"))
                .body("items[6].type", is("CUSTOM"));
    }

    @Test
    @DisplayName("ROL-04: who made a custom role and who changed it last")
    void aRoleSaysWhoChangedItLast() {
        String role =
                scene.post("/v1/roles", Map.of("name", "Sponsor")).extract().path("id");

        given().auth()
                .oauth2(Tokens.of(scene.organisation)
                        .permissions("manage-b2b-role-templates")
                        .subject("ann")
                        .sign())
                .header("x-sandbox-name", scene.sandbox)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Payer"))
                .put("/v1/roles/" + role)
                .then()
                .statusCode(200);

        scene.get("/v1/roles/" + role)
                .body("createdBy", is("test-user"))
                .body("createdAt", notNullValue())
                .body("updatedBy", is("ann"))
                .body("updatedAt", notNullValue());
    }

    @Test
    @DisplayName("ROL-01: a fixed role neither changes nor goes")
    void fixedRolesStay() {
        scene.put("/v1/roles/champion", Map.of("name", "Hero")).statusCode(409).body("code", is("role-is-fixed"));
        scene.user().delete("/v1/roles/champion").then().statusCode(409);
    }

    @Test
    @DisplayName("ROL-05, D-15: a role's name is its own, without regard to case, also against the fixed ones")
    void roleNamesAreUnique() {
        scene.post("/v1/roles", Map.of("name", "Sponsor")).statusCode(201);

        scene.post("/v1/roles", Map.of("name", "sponsor "))
                .statusCode(409)
                .body("code", is("definition-name-taken"))
                .body("violations[0].field", is("/name"));
        scene.post("/v1/roles", Map.of("name", "CHAMPION")).statusCode(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'a\\u0000b'} | /name",
                "{'name':'a','description':'\\u0000'} | /description",
            })
    @DisplayName("ROL-02: a text that cannot be stored is refused where it stands")
    void aCharacterThatNoTextHasIsRefused(String role, String field) {
        scene.post("/v1/roles", role.replace('\'', '"'))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", is("invalid-body"))
                .body("violations.field", contains(field))
                .body("violations.detail", contains("Expected a text without the character U+0000."));

        scene.get("/v1/roles").body("items.name", hasSize(6));
    }

    @Test
    @DisplayName("ROL-03: at most 20 roles, the fixed ones included")
    void aSandboxHasAtMostTwentyRoles() {
        for (int i = 0; i < 14; i++) {
            scene.post("/v1/roles", Map.of("name", "Role " + i)).statusCode(201);
        }

        scene.post("/v1/roles", Map.of("name", "One more")).statusCode(409).body("code", is("too-many-roles"));
    }

    @Test
    @DisplayName("ROL-03: at most 20 roles, also when several are made at once")
    void rolesThatAreMadeAtOnceAreAtMostTwenty() throws Exception {
        for (int i = 0; i < 13; i++) {
            scene.post("/v1/roles", Map.of("name", "Role " + i)).statusCode(201);
        }
        List<Integer> statuses = new ArrayList<>();
        try (var client = Executors.newVirtualThreadPerTaskExecutor();
                Connection other = anotherTransaction()) {
            // Whoever has counted waits to write, until all have counted or wait to.
            try (Statement locking = other.createStatement()) {
                locking.execute("lock table custom_role in share mode");
            }
            List<Future<Integer>> made = new ArrayList<>();
            for (String name : List.of("Sponsor", "Payer", "Signer")) {
                made.add(client.submit(() ->
                        scene.post("/v1/roles", Map.of("name", name)).extract().statusCode()));
            }
            awaitWaiting(made.size());
            other.commit();
            for (Future<Integer> role : made) {
                statuses.add(role.get());
            }
        }

        assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409);
        scene.get("/v1/roles").body("items", hasSize(20));
    }

    /** Until so many transactions wait to write a role, or to count them. */
    private void awaitWaiting(int transactions) throws SQLException {
        try (PastScene past = new PastScene(scene)) {
            await().until(() -> past.number("""
                            select count(*) from pg_stat_activity
                             where wait_event = 'advisory'
                                or (wait_event_type = 'Lock' and query like '%custom_role%')""") >= transactions);
        }
    }

    @Test
    @DisplayName("ROL-06, D-16: a role a template uses keeps its name and stays")
    void aRoleInUseStays() {
        String role =
                scene.post("/v1/roles", Map.of("name", "Sponsor")).extract().path("id");
        scene.post("/v1/roles-templates", Map.of("name", "T", "roles", List.of(Scene.role("Sponsor", 1, "CFO"))))
                .statusCode(201);

        scene.user()
                .delete("/v1/roles/" + role)
                .then()
                .statusCode(409)
                .body("code", is("definition-in-use"))
                .body("detail", containsString("'T'"));
        scene.put("/v1/roles/" + role, Map.of("name", "Payer")).statusCode(409);
        scene.put("/v1/roles/" + role, Map.of("name", "Sponsor", "description", "Pays"))
                .statusCode(200)
                .body("description", is("Pays"));
    }

    @Test
    @DisplayName("D-16: a template that is saved while its role goes waits, and is refused")
    void aTemplateWaitsForARoleThatGoes() throws Exception {
        String role =
                scene.post("/v1/roles", Map.of("name", "Sponsor")).extract().path("id");
        try (var client = Executors.newVirtualThreadPerTaskExecutor();
                Connection other = anotherTransaction()) {
            execute(other, "delete from custom_role where sandbox_id = ? and id = ?::uuid", role);

            Future<Integer> saved = client.submit(() -> scene.post(
                            "/v1/roles-templates",
                            Map.of("name", "T", "roles", List.of(Scene.role("Sponsor", 1, "CFO"))))
                    .extract()
                    .statusCode());
            awaitWaiting();
            other.commit();

            assertThat(saved.get()).isEqualTo(422);
        }
    }

    @Test
    @DisplayName("D-16: a role that is to go or to be renamed while a template is saved waits, and stays")
    void aRoleWaitsForATemplateThatIsSaved() throws Exception {
        String role =
                scene.post("/v1/roles", Map.of("name", "Sponsor")).extract().path("id");
        try (var client = Executors.newVirtualThreadPerTaskExecutor();
                Connection other = anotherTransaction()) {
            execute(other, "select 1 from custom_role where sandbox_id = ? and id = ?::uuid for share", role);
            execute(
                    other,
                    "insert into roles_template (sandbox_id, name, roles, created_at, created_by, updated_at, updated_by)"
                            + " values (?, ?, '[{\"role\": \"Sponsor\"}]', now(), 'ann', now(), 'ann')",
                    "T");

            Future<Integer> deleted =
                    client.submit(() -> scene.user().delete("/v1/roles/" + role).statusCode());
            Future<Integer> renamed = client.submit(() -> scene.put("/v1/roles/" + role, Map.of("name", "Payer"))
                    .extract()
                    .statusCode());
            awaitWaiting();
            other.commit();

            assertThat(deleted.get()).isEqualTo(409);
            assertThat(renamed.get()).isEqualTo(409);
        }
    }

    private static Connection anotherTransaction() throws SQLException {
        Connection connection = SuiteInfrastructure.postgres().connectAsSuperuser("buying_group");
        connection.setAutoCommit(false);
        return connection;
    }

    private void execute(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, scene.sandboxId);
            statement.setString(2, parameter);
            statement.execute();
        }
    }

    /** Until a transaction of the service waits for a row of a role. */
    private void awaitWaiting() throws SQLException {
        try (PastScene past = new PastScene(scene)) {
            await().until(() -> past.number("""
                            select count(*) from pg_stat_activity
                             where wait_event_type = 'Lock' and query like '%custom_role%'""") > 0);
        }
    }

    @Test
    void anUnusedRoleCanBeRenamedAndDeleted() {
        String role =
                scene.post("/v1/roles", Map.of("name", "Sponsor")).extract().path("id");

        scene.put("/v1/roles/" + role, Map.of("name", "Payer")).statusCode(200).body("name", is("Payer"));
        scene.user().delete("/v1/roles/" + role).then().statusCode(204);
        scene.get("/v1/roles/" + role).statusCode(404);
    }
}
