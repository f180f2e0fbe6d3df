package io.coterie.profile.xdm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XdmDocumentTest {

    @Test
    void aDocumentInItsOneFormHasNoNullsAndWholeKeys() {
        String written = write("""
                {"accountKey":{"sourceKey":"1@crm.CRM"},"accountName":"Acme","accountSite":null,
                 "accountParentKey":{"sourceID":"2","sourceInstanceID":"crm","sourceType":"CRM"}}""");

        assertThat(written)
                .isEqualTo(
                        "{\"accountKey\":{\"sourceKey\":\"1@crm.CRM\",\"sourceID\":\"1\",\"sourceInstanceID\":\"crm\",\"sourceType\":\"CRM\"},"
                                + "\"accountName\":\"Acme\",\"accountParentKey\":{\"sourceID\":\"2\",\"sourceInstanceID\":\"crm\","
                                + "\"sourceType\":\"CRM\",\"sourceKey\":\"2@crm.CRM\"}}");
    }

    @Test
    void anUnknownFieldIsRefusedWithItsPointer() {
        assertThat(violationsOf("{\"accountName\":\"Acme\",\"accountOrganization\":{\"industri\":\"Software\"}}"))
                .extracting(Violation::field)
                .containsExactly("/accountOrganization/industri");
    }

    @Test
    void aPointerEscapesWhatHasAMeaningInIt() {
        assertThat(violationsOf("{\"a/b~c\":1}")).extracting(Violation::field).containsExactly("/a~1b~0c");
    }

    @Test
    void everyPlaceThatDoesNotFitIsNamed() {
        assertThat(violationsOf("""
                {"accountName":7,"accountScore":"high","accountOrganization":[],
                 "accountKey":{"sourceKey":"1@crm.CRM","sourceID":"2"}}"""))
                .extracting(Violation::field)
                .containsExactlyInAnyOrder(
                        "/accountName", "/accountScore", "/accountOrganization", "/accountKey/sourceID");
    }

    @Test
    void aDocumentThatIsWrongEverywhereGetsABoundedAnswer() {
        StringBuilder json = new StringBuilder("{\"accountName\":\"Acme\"");
        for (int index = 0; index < 1_000; index++) {
            json.append(",\"unknown").append(index).append("\":1");
        }

        assertThat(violationsOf(json.append('}').toString())).hasSize(ShapeCheck.MAXIMUM_VIOLATIONS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"accountOrganization\":{\"numberOfEmployees\":1.5}} | /accountOrganization/numberOfEmployees",
                "{\"accountOrganization\":{\"numberOfEmployees\":99999999999999999999}} | /accountOrganization/numberOfEmployees",
                "{\"accountOrganization\":{\"annualRevenue\":{\"amount\":1e999999}}} | /accountOrganization/annualRevenue/amount",
                "{\"extSourceSystemAudit\":{\"createdDate\":\"yesterday\"}} | /extSourceSystemAudit/createdDate",
                "{\"accountName\":\"a\\u0000b\"} | /accountName",
                "{\"accountName\":\"\\ud800\"} | /accountName",
                "{\"accountKey\":\"1@crm.CRM\"} | /accountKey",
                "{\"accountKey\":{\"sourceKey\":\"nonsense\"}} | /accountKey/sourceKey",
                "{\"accountKey\":{\"sourceKey\":7}} | /accountKey/sourceKey",
                "{\"accountKey\":{\"sourceId\":\"1\"}} | /accountKey/sourceId"
            })
    void aValueThatCannotBeKeptIsRefusedAtItsPlace(String json, String pointer) {
        assertThat(violationsOf(json)).extracting(Violation::field).contains(pointer);
    }

    @Test
    void aNameOver255CharactersIsRefused() {
        assertThat(violationsOf("{\"accountName\":\"" + "x".repeat(256) + "\"}"))
                .extracting(Violation::field)
                .containsExactly("/accountName");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":", "{\"a\":1,\"a\":2}", "{} {}", "{\"a\":1}x", "{'a':1}", "{\"a\":NaN}", "\uFEFFnot json"
            })
    void whatIsNoJsonIsRefusedWithItsColumn(String text) {
        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> XdmDocument.read(text.getBytes(UTF_8)));

        assertThat(refusal.code()).isEqualTo(GenericError.MALFORMED_JSON);
        assertThat(refusal.violations().getFirst().column()).isPositive();
    }

    @Test
    void deepNestingIsRefusedBeforeItCostsAnything() {
        String text = "{\"a\":".repeat(5_000);

        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> XdmDocument.read(text.getBytes(UTF_8)));

        assertThat(refusal.code()).isEqualTo(GenericError.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"text\"", "null", ""})
    void whatIsNoObjectIsRefused(String text) {
        assertThat(catchThrowableOfType(ProblemException.class, () -> XdmDocument.read(text.getBytes(UTF_8))))
                .isNotNull();
    }

    @Test
    void aMessageAboutMalformedJsonRepeatsNothingOfIt() {
        ProblemException refusal = catchThrowableOfType(
                ProblemException.class, () -> XdmDocument.read("{\"workEmail\":jane@acme.example}".getBytes(UTF_8)));

        assertThat(refusal.getMessage()).doesNotContain("jane");
    }

    private static String write(String json) {
        ObjectNode document = XdmDocument.read(json.getBytes(UTF_8));
        XdmDocument.check(document, XdmShapes.ACCOUNT, List.of());
        return XdmDocument.write(document);
    }

    private static List<Violation> violationsOf(String json) {
        return catchThrowableOfType(ProblemException.class, () -> write(json)).violations();
    }
}
