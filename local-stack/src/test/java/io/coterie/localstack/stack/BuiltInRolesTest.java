package io.coterie.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.platform.testing.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The realm's roles beside the table of §18.1, which names permissions in words. */
class BuiltInRolesTest {

    private static JsonNode realm;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream json = BuiltInRolesTest.class.getResourceAsStream("/keycloak/coterie-realm.json")) {
            realm = new ObjectMapper().readTree(json);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    B2B Journey Manager      | jo    | Manage B2B Journeys, Manage B2B Buying Groups, Manage B2B Account Lists, View B2B Engagement Dashboard, View B2B Insights Dashboard
                    B2B Channel Manager      | casey | Manage B2B Assets, Manage B2B Templates, Manage B2B Fragments
                    B2B System Administrator | sam   | Manage B2B Channels Configurations, Manage B2B Admin Configurations
                    B2B Sales User           | sal   | View B2B Engagement Dashboard, View B2B Buying Groups, Access In-CRM Insights
                    Platform Administrator   | pat   | Manage B2B Sandboxes, Manage B2B Profiles, Manage B2B Audiences, Manage B2B Role Templates, Manage B2B Solution Interests, Manage B2B Stages, Manage B2B Destinations
                    """)
    void aRoleBundlesExactlyItsPermissionsAndOneHumanHoldsItAlone(String role, String human, String permissions)
            throws IOException {
        List<String> ids = Arrays.stream(permissions.split(", "))
                .flatMap(BuiltInRolesTest::ids)
                .toList();

        assertThat(texts(role(role).at("/composites/realm"))).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(holdersInAcme(role)).containsExactly(human);
        assertThat(texts(user(human).path("realmRoles"))).containsExactly(role);
        assertThat(Files.readString(Repository.root().resolve("docs/reference/permissions.md")))
                .contains("| " + role + " | `" + human + "` | "
                        + texts(role(role).at("/composites/realm")).stream()
                                .map(id -> "`" + id + "`")
                                .collect(Collectors.joining(", "))
                        + " |");
    }

    @Test
    void thereIsNoOtherRoleThatBundlesPermissions() {
        assertThat(realm.at("/roles/realm").valueStream().filter(role -> role.has("composites")))
                .hasSize(5);
    }

    /** ADM-09: {@code manage-b2b-*} and {@code view-b2b-*}; three words stand for something else. */
    private static Stream<String> ids(String permission) {
        return switch (permission) {
            case "Manage B2B Journeys" -> Stream.of("manage-b2b-account-journeys", "manage-b2b-person-journeys");
            // E-mails belong to the category "B2B Assets" and are the only assets so far.
            case "Manage B2B Assets" -> Stream.of("manage-b2b-assets", "manage-b2b-emails");
            case "Access In-CRM Insights" -> Stream.of("view-b2b-sales-insights");
            default -> Stream.of(permission.toLowerCase(Locale.ROOT).replace(' ', '-'));
        };
    }

    private static List<String> holdersInAcme(String role) {
        return realm.path("users")
                .valueStream()
                .filter(user -> user.at("/attributes/org/0").asText().equals("acme@CoterieOrg"))
                .filter(user -> texts(user.path("realmRoles")).contains(role))
                .map(user -> user.path("username").asText())
                .toList();
    }

    private static JsonNode role(String name) {
        return find(realm.at("/roles/realm"), "name", name);
    }

    private static JsonNode user(String name) {
        return find(realm.path("users"), "username", name);
    }

    private static JsonNode find(JsonNode list, String key, String value) {
        return list.valueStream()
                .filter(item -> item.path(key).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The realm has no " + value));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }
}
