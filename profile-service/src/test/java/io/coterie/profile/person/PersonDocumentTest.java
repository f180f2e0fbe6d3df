package io.coterie.profile.person;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.AccountRelation;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import io.coterie.profile.source.SourceKey;
import io.coterie.profile.xdm.XdmDocument;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonDocumentTest {

    @Test
    void aPersonBelongsToTheAccountsOfItsComponentsThePrimaryOneFirst() {
        PersonDocument person = PersonDocument.of(json("""
                {"b2b":{"personKey":{"sourceKey":"7@crm.CRM"}},"workEmail":{"address":"jane@acme.example"},
                 "personComponents":[
                  {"sourceAccountKey":{"sourceKey":"1@crm.CRM"},"personRoles":["Buyer"]},
                  {"sourceAccountKey":{"sourceKey":"2@crm.CRM"}},
                  {"workEmail":{"address":"jane@home.example"}},
                  {"sourceAccountKey":{"sourceID":"1","sourceInstanceID":"crm","sourceType":"CRM"},"personRoles":["Buyer","User"]}]}"""));

        assertThat(person.accounts())
                .containsExactly(
                        new AccountRelation("1@crm.CRM", List.of("Buyer", "User")),
                        new AccountRelation("2@crm.CRM", List.of()));
        assertThat(person.hasAddress()).isTrue();
    }

    @Test
    void aPersonWithoutAddressSaysSo() {
        PersonDocument person = PersonDocument.of(
                json("{\"b2b\":{\"personKey\":{\"sourceKey\":\"7@crm.CRM\"}},\"workEmail\":{\"address\":null}}"));

        assertThat(person.hasAddress()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"b2b\":null}", "{\"b2b\":{}}", "{\"b2b\":{\"personKey\":null}}"})
    void aPersonWithoutKeyIsRefused(String text) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> PersonDocument.of(json(text)));

        assertThat(refusal.violations()).extracting(Violation::field).containsExactly("/b2b/personKey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"b2b\":null}", "{\"b2b\":{}}", "{\"b2b\":{\"personKey\":null}}"})
    void theKeyOfThePathNeedNotBeRepeated(String text) {
        assertThat(PersonDocument.of(json(text), SourceKey.parse("7@crm.CRM")).key())
                .isEqualTo("7@crm.CRM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane", "@acme.example", "jane@", "jane doe@acme.example", "a@b@c"})
    void whatIsNoAddressIsRefused(String address) {
        ProblemException refusal = catchThrowableOfType(
                ProblemException.class,
                () -> PersonDocument.of(
                        json("{\"b2b\":{\"personKey\":{\"sourceKey\":\"7@crm.CRM\"}},\"workEmail\":{\"address\":\""
                                + address + "\"}}")));

        assertThat(refusal.violations()).extracting(Violation::field).containsExactly("/workEmail/address");
    }

    private static ObjectNode json(String text) {
        return XdmDocument.read(text.getBytes(UTF_8));
    }
}
