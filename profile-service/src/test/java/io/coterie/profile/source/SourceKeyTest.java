package io.coterie.profile.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceKeyTest {

    @Test
    void aKeyIsWrittenAsIdAtInstanceDotType() {
        SourceKey key = new SourceKey("123", "abc-munchkin", "Marketo");

        assertThat(key.sourceKey()).isEqualTo("123@abc-munchkin.Marketo");
    }

    @Test
    void anInstanceAndAnIdMayContainDots() {
        SourceKey key = SourceKey.parse("17.mkto_org@crm.acme.example.Salesforce");

        assertThat(key).isEqualTo(new SourceKey("17.mkto_org", "crm.acme.example", "Salesforce"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "123",
                "123@abc",
                "@abc.Marketo",
                "123@.Marketo",
                "123@abc.",
                "1@2@abc.Marketo",
                "a.b@c",
                " 1@abc.Marketo",
                "1@abc.Marketo ",
                "1@ .Marketo",
                "1\u0000@abc.Marketo"
            })
    void aTextThatIsNoKeyIsRefused(String text) {
        assertThatThrownBy(() -> SourceKey.parse(text)).isInstanceOf(InvalidSourceKey.class);
    }

    @ParameterizedTest
    @CsvSource({"1@2, abc, Marketo, sourceID", "1, a@bc, Marketo, sourceInstanceID", "1, abc, Mar.keto, sourceType"})
    void theMemberThatBreaksARuleIsNamed(String id, String instance, String type, String member) {
        InvalidSourceKey refusal =
                catchThrowableOfType(InvalidSourceKey.class, () -> SourceKey.of(id, instance, type, null));

        assertThat(refusal.member()).isEqualTo(member);
    }

    @Test
    void theWrittenFormIsComputedFromTheParts() {
        assertThat(SourceKey.of("1", "abc", "CRM", null).sourceKey()).isEqualTo("1@abc.CRM");
    }

    @Test
    void thePartsAreComputedFromTheWrittenForm() {
        assertThat(SourceKey.of(null, null, null, "1@abc.CRM")).isEqualTo(new SourceKey("1", "abc", "CRM"));
    }

    @Test
    void aPartThatDisagreesWithTheWrittenFormIsRefused() {
        InvalidSourceKey refusal =
                catchThrowableOfType(InvalidSourceKey.class, () -> SourceKey.of("2", "abc", "CRM", "1@abc.CRM"));

        assertThat(refusal.member()).isEqualTo("sourceID");
    }

    @Test
    void aMissingPartIsNamed() {
        InvalidSourceKey refusal =
                catchThrowableOfType(InvalidSourceKey.class, () -> SourceKey.of("2", null, "CRM", null));

        assertThat(refusal.member()).isEqualTo("sourceInstanceID");
    }

    @Test
    void aKeyThatDoesNotFitAnIndexIsRefused() {
        assertThatThrownBy(() -> new SourceKey("x".repeat(510), "abc", "CRM"))
                .isInstanceOf(InvalidSourceKey.class)
                .hasMessageContaining("512 bytes");
    }

    @Property
    void everyKeyReadsBackAsItWasWritten(
            @ForAll("parts") String id, @ForAll("parts") String instance, @ForAll("types") String type) {
        SourceKey key = new SourceKey(id, instance, type);

        assertThat(SourceKey.parse(key.sourceKey())).isEqualTo(key);
    }

    @Provide
    Arbitrary<String> parts() {
        return Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(60).filter(SourceKeyTest::isAllowed);
    }

    @Provide
    Arbitrary<String> types() {
        return parts().filter(type -> type.indexOf('.') < 0);
    }

    private static boolean isAllowed(String part) {
        return !part.isBlank()
                && part.indexOf('@') < 0
                && part.equals(part.strip())
                && part.chars().noneMatch(Character::isISOControl);
    }
}
