package io.coterie.activation.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aTokenIsReplacedByItsValue() {
        String rendered = render("Hello {{person.person.name.firstName}}!", "person.person.name.firstName", "Ada");

        assertThat(rendered).isEqualTo("Hello Ada!");
    }

    @Test
    void aMissingValueTakesTheFallback() {
        String rendered = render("Hello {{ person.person.name.firstName | default: \"there\" }}!", "other.path", "Ada");

        assertThat(rendered).isEqualTo("Hello there!");
    }

    @Test
    void aFallbackMayBeWrittenShort() {
        assertThat(render("Hello {{person.person.name.firstName|dear friend}}!", "other.path", "Ada"))
                .isEqualTo("Hello dear friend!");
    }

    @Test
    void aMissingValueWithoutFallbackIsEmpty() {
        assertThat(render("<{{account.accountName}}>", "other.path", "x")).isEqualTo("<>");
    }

    @Test
    void aValueCannotBecomeMarkup() {
        String rendered = Template.of("<p>{{account.accountName}}</p>")
                .render(_ -> Optional.of("<script>alert('x')</script> & \"Sons\""), Escaping::html);

        assertThat(rendered).isEqualTo("<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;Sons&quot;</p>");
    }

    @Test
    void aValueCannotBecomeAToken() {
        String rendered = render("{{account.accountName}}", "account.accountName", "{{person.workEmail.address}}");

        assertThat(rendered).isEqualTo("{{person.workEmail.address}}");
    }

    @Test
    void aValueInAHeaderStaysOnItsLine() {
        String rendered = Template.of("Offer for {{account.accountName}}")
                .render(_ -> Optional.of("Acme\r\nBcc: everyone@acme.example"), Escaping::singleLine);

        assertThat(rendered).isEqualTo("Offer for Acme Bcc: everyone@acme.example");
    }

    @Test
    void anOpenTokenIsReportedWithItsColumn() {
        Template.Reading reading = Template.read("Hello {{person.person.name.firstName");

        assertThat(reading.faults()).containsExactly(new Template.Fault(7, "Expected }} to close the token."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{}}",
                "{{person}}",
                "{{profile.firstName}}",
                "{{{account.accountName}}}",
                "{{person.a b}}",
                "{{person.name | default: there}}",
                "{{person.name | default: \"a\" | default: \"b\"}}",
                "{{person.name|a|b}}",
                "{{system.password}}",
                "{{person..name}}"
            })
    void whatIsNotATokenIsRefused(String source) {
        assertThat(Template.read(source).faults()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "workEmail.address, ada@acme.example",
        "personComponents[0].sourceAccountKey.sourceKey, 1@acme.CRM",
        "personComponents[1].sourceAccountKey.sourceKey, ",
        "person.name, ",
        "age, 36"
    })
    void aPathReadsASingleValue(String path, String expected) throws Exception {
        JsonNode person = JSON.readTree("""
                {"workEmail":{"address":"ada@acme.example"},"person":{"name":{"firstName":"Ada"}},"age":36,
                 "personComponents":[{"sourceAccountKey":{"sourceKey":"1@acme.CRM"}}]}
                """);

        assertThat(Template.valueAt(person, path)).isEqualTo(Optional.ofNullable(expected));
    }

    @Property
    void textWithoutTokensIsCopied(@ForAll String text) {
        String plain = text.replace("{{", "");

        Template.Reading reading = Template.read(plain);

        if (!plain.contains("{{")) {
            assertThat(reading.faults()).isEmpty();
            assertThat(reading.template().render(_ -> Optional.empty(), Escaping::html))
                    .isEqualTo(plain);
        }
    }

    @Property
    void noValueSurvivesWithMarkup(@ForAll String value) {
        String rendered = Template.of("{{account.accountName}}").render(_ -> Optional.of(value), Escaping::html);

        assertThat(rendered).doesNotContain("<", ">", "\"", "'");
    }

    private static String render(String source, String path, String value) {
        Function<String, Optional<String>> values =
                key -> Optional.ofNullable(Map.of(path, value).get(key));
        return Template.of(source).render(values, Escaping::html);
    }
}
