package io.coterie.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TriedOperationsTest {

    private static final Set<String> NONE_ELSEWHERE = Set.of();

    private TriedOperations operations;

    @BeforeEach
    void read() throws JsonProcessingException {
        operations = new TriedOperations(new ObjectMapper().readTree("""
                {"paths": {
                  "/v1/jobs/{id}": {
                    "get": {"security": [{"token": ["view"]}]},
                    "delete": {"security": [{"token": ["manage"]}]}},
                  "/v1/jobs/estimate": {"get": {"security": [{"token": ["manage"]}]}},
                  "/v1/unsubscribe/{token}": {"get": {}}}}"""));
    }

    @Test
    void everyOperationWithItsPermissionIsEnough() {
        Map<String, String> tried =
                Map.of("GET /v1/jobs/1?x=/", "view", "GET /v1/jobs/estimate", "manage", "DELETE /v1/jobs/1", "manage");

        assertThatCode(() -> operations.require(tried, NONE_ELSEWHERE)).doesNotThrowAnyException();
    }

    @Test
    void whatIsForgottenUnknownOrTriedWithAnotherPermissionIsNamed() {
        Map<String, String> tried = Map.of("GET /v1/jobs/1", "manage", "PUT /v1/jobs/1", "manage");

        assertThatThrownBy(() -> operations.require(tried, NONE_ELSEWHERE))
                .hasMessageContainingAll(
                        "GET /v1/jobs/1 was tried with manage, but GET /v1/jobs/{id} needs 'view'",
                        "PUT /v1/jobs/1 was tried with manage, but is not published",
                        "GET /v1/jobs/estimate was not tried",
                        "DELETE /v1/jobs/{id} was not tried")
                .message()
                .doesNotContain("unsubscribe");
    }

    @Test
    void whatAnotherTestTriesMayBeLeftOut() {
        Map<String, String> tried = Map.of("GET /v1/jobs/1", "view", "DELETE /v1/jobs/1", "manage");

        assertThatCode(() -> operations.require(tried, Set.of("GET /v1/jobs/estimate")))
                .doesNotThrowAnyException();
    }

    @Test
    void anOperationWithoutPermissionIsOpen() {
        assertThat(operations.open()).containsExactly("GET /v1/unsubscribe/{token}");
    }
}
