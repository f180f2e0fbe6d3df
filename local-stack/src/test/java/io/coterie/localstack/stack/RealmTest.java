package io.coterie.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.platform.tenancy.Permissions;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RealmTest {

    private static JsonNode realm;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream json = RealmTest.class.getResourceAsStream("/keycloak/coterie-realm.json")) {
            realm = new ObjectMapper().readTree(json);
        }
    }

    @Test
    void everyPermissionIsARoleOfTheRealm() {
        assertThat(names(realm.at("/roles/realm"), "name")).containsAll(permissions());
    }

    @Test
    void programsHoldEveryPermission() {
        assertThat(texts(user("service-account-coterie-services").path("realmRoles")))
                .containsAll(permissions());
    }

    @Test
    void builtInRolesConsistOfRolesThatExist() {
        List<String> known = names(realm.at("/roles/realm"), "name");

        assertThat(realm.at("/roles/realm"))
                .filteredOn(role -> role.path("composite").asBoolean())
                .hasSize(5)
                .allSatisfy(role -> assertThat(known).containsAll(texts(role.at("/composites/realm"))));
    }

    /** A {@code clientScopes} array would replace Keycloak's own scopes, and tokens would lose subject and roles. */
    @Test
    void organisationSandboxesAndAudienceAreMappedOnEachClient() {
        assertThat(realm.has("clientScopes")).isFalse();
        assertThat(realm.path("clients"))
                .hasSize(2)
                .allSatisfy(client -> assertThat(names(client.path("protocolMappers"), "name"))
                        .containsExactlyInAnyOrder("organisation", "sandboxes", "audience"));
    }

    @Test
    void frontendsMustProveTheirCode() {
        JsonNode frontend = client("coterie-frontend");

        assertThat(frontend.path("publicClient").asBoolean()).isTrue();
        assertThat(frontend.at("/attributes/pkce.code.challenge.method").asText())
                .isEqualTo("S256");
    }

    @Test
    void aSecondOrganisationHasAUser() {
        assertThat(user("gil").at("/attributes/org/0").asText()).isEqualTo("globex@CoterieOrg");
    }

    @Test
    void noPasswordIsWrittenDown() {
        assertThat(realm.findValuesAsText("value")).containsOnly("${COTERIE_USER_PASSWORD}");
        assertThat(realm.findValuesAsText("secret")).containsOnly("${COTERIE_CLIENT_SECRET}");
    }

    private static List<String> permissions() {
        return Arrays.stream(Permissions.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(RealmTest::value)
                .toList();
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode user(String name) {
        return find(realm.path("users"), "username", name);
    }

    private static JsonNode client(String id) {
        return find(realm.path("clients"), "clientId", id);
    }

    private static JsonNode find(JsonNode list, String key, String value) {
        return stream(list)
                .filter(item -> item.path(key).asText().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(JsonNode list, String key) {
        return stream(list).map(item -> item.path(key).asText()).toList();
    }

    private static List<String> texts(JsonNode list) {
        return stream(list).map(JsonNode::asText).toList();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        List<JsonNode> items = new ArrayList<>();
        list.forEach(items::add);
        return items.stream();
    }
}
