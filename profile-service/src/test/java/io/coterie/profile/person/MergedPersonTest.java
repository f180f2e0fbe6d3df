package io.coterie.profile.person;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.profile.xdm.XdmDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergedPersonTest {

    @Test
    void theWinnersFieldsStayAndTheLosersFillWhatIsMissing() {
        ObjectNode merged = MergedPerson.of(
                person("{'person':{'name':{'lastName':'Doe'}},'b2b':{'personStatus':'MQL'}}"),
                person("{'person':{'name':{'firstName':'Jane','lastName':'Smith'}},'workPhone':{'number':'1'}}"));

        assertThat(merged)
                .isEqualTo(
                        person("{'person':{'name':{'lastName':'Doe','firstName':'Jane'}},'b2b':{'personStatus':'MQL'},"
                                + "'workPhone':{'number':'1'}}"));
    }

    @Test
    void theSourceRecordsOfBothAreComponentsEachOnce() {
        ObjectNode merged = MergedPerson.of(
                person("{'personComponents':[{'personScore':1},{'personScore':2}]}"),
                person("{'personComponents':[{'personScore':2},{'personScore':3}]}"));

        assertThat(merged.path("personComponents")).hasSize(3);
        assertThat(MergedPerson.of(person("{}"), person("{'personComponents':[{'personScore':1}]}"))
                        .path("personComponents"))
                .hasSize(1);
    }

    @Test
    void aMergeMakesNobodyATestProfile() {
        assertThat(MergedPerson.of(person("{}"), person("{'testProfile':true}")).has("testProfile"))
                .isFalse();
    }

    /** Nobody who opted out is opted in again, unless by a later choice. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "y |            | n |            | n",
                "n |            | y |            | n",
                "y | 2026-01-02 | n |            | y",
                "y | 2026-01-02 | n | 2026-01-01 | y",
                "y | 2026-01-01 | n | 2026-01-02 | n",
                "y |            | n | 2026-01-02 | n",
                "y |            | p |            | y"
            })
    void anOptOutHolds(String winner, String winnersDay, String loser, String losersDay, String merged) {
        ObjectNode person = MergedPerson.of(consent(winner, winnersDay), consent(loser, losersDay));

        assertThat(person.at("/consents/marketing/email/val").asText()).isEqualTo(merged);
    }

    private static ObjectNode consent(String choice, String day) {
        String time = day == null ? "" : ",'time':'" + day + "T00:00:00Z'";
        return person("{'consents':{'marketing':{'email':{'val':'" + choice + "'" + time + "}}}}");
    }

    private static ObjectNode person(String json) {
        return XdmDocument.read(json.replace('\'', '"').getBytes(UTF_8));
    }
}
