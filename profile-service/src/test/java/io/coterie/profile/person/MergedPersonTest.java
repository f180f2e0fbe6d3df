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
                person("{'person':{'gender':'f'},'b2b':{'personStatus':'MQL'},'_acme':{'tier':{'now':'gold'}}}"),
                person(
                        "{'person':{'gender':'m','birthDate':'1990-01-01'},'workPhone':{'number':'1'},"
                                + "'b2b':{'personStatus':'SQL','personSource':'fair'},'_acme':{'tier':{'now':'tin','old':'tin'}}}"));

        assertThat(merged)
                .isEqualTo(person("{'person':{'gender':'f','birthDate':'1990-01-01'},"
                        + "'b2b':{'personStatus':'MQL','personSource':'fair'},"
                        + "'_acme':{'tier':{'now':'gold','old':'tin'}},'workPhone':{'number':'1'}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'workAddress':{'city':'Berlin'}} | {'workAddress':{'city':'Paris','street1':'Rue 1'}}",
                "{'workAddress':{'country':'Germany'}} | {'workAddress':{'street1':'Rue 1'}}",
                "{'workEmail':{'address':'a@acme.example'}} | {'workEmail':{'address':'b@acme.example','status':'bounced'}}",
                "{'workPhone':{'number':'1'}} | {'workPhone':{'number':'2','extension':'7'}}",
                "{'extSourceSystemAudit':{'createdBy':'a'}} | {'extSourceSystemAudit':{'lastUpdatedBy':'b'}}",
                "{'person':{'name':{'lastName':'Doe'}}} | {'person':{'name':{'firstName':'Jane','lastName':'Smith'}}}"
            })
    void aValueOfSeveralMembersIsNotMadeOfTwo(String winner, String loser) {
        assertThat(MergedPerson.of(person(winner), person(loser))).isEqualTo(person(winner));
        assertThat(MergedPerson.of(person("{}"), person(loser))).isEqualTo(person(loser));
    }

    @Test
    void aValueThatSaysNothingIsReplacedWhole() {
        ObjectNode merged = MergedPerson.of(
                person("{'workEmail':{'status':'bounced'},'workPhone':{'extension':'7'},'workAddress':{}}"),
                person(
                        "{'workEmail':{'address':'b@acme.example'},'workPhone':{'number':'2'},'workAddress':{'city':'Paris'}}"));

        assertThat(merged)
                .isEqualTo(person("{'workEmail':{'address':'b@acme.example'},'workPhone':{'number':'2'},"
                        + "'workAddress':{'city':'Paris'}}"));
    }

    @Test
    void aNameIsCompletedByOneThatDoesNotContradictIt() {
        assertThat(MergedPerson.of(
                        person("{'person':{'name':{'lastName':'Doe'}}}"),
                        person("{'person':{'name':{'firstName':'Jane','lastName':'Doe'}}}")))
                .isEqualTo(person("{'person':{'name':{'lastName':'Doe','firstName':'Jane'}}}"));
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

    @Test
    void theConsentsOfBothArePutTogether() {
        assertThat(MergedPerson.of(
                        person("{'consents':{'marketing':{'email':{'val':'y'}}}}"),
                        person("{'consents':{'marketing':{'email':{'val':'n'},'call':{'val':'y'}}}}")))
                .isEqualTo(person("{'consents':{'marketing':{'email':{'val':'n'},'call':{'val':'y'}}}}"));
    }

    private static ObjectNode person(String json) {
        return XdmDocument.read(json.replace('\'', '"').getBytes(UTF_8));
    }
}
