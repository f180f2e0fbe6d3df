package io.coterie.activation.lead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeadDetailsTest {

    private static final String RESPONSE = """
            {"id":"249592fc-6","submittedAt":1689894599288,"testLead":false,
             "versionedLeadGenFormUrn":"urn:li:versionedLeadGenForm:(urn:li:leadGenForm:7234246,1)",
             "form":{"hiddenFields":[{"name":"account_key","value":"1@acme.CRM"}],
                     "content":{"questions":[{"questionId":1,"predefinedField":"FIRST_NAME"},
                        {"questionId":2,"predefinedField":"WORK_EMAIL"},{"questionId":3,"predefinedField":"JOB_TITLE"},
                        {"questionId":4,"name":"Free question"}]}},
             "formResponse":{"answers":[
                {"questionId":1,"answerDetails":{"textQuestionAnswer":{"answer":"Ada"}}},
                {"questionId":2,"answerDetails":{"textQuestionAnswer":{"answer":" Ada@ACME.example"}}},
                {"questionId":3,"answerDetails":{"textQuestionAnswer":{"answer":"CFO"}}},
                {"questionId":4,"answerDetails":{"textQuestionAnswer":{"answer":"x"}}},
                {"questionId":5,"answerDetails":{"multipleChoiceAnswer":{"options":[0]}}}]}}
            """;

    @Test
    void answersAreKnownByTheirPredefinedField() throws Exception {
        LeadDetails lead = LeadDetails.of("249592fc-6", new ObjectMapper().readTree(RESPONSE));

        assertThat(lead.answers())
                .isEqualTo(Map.of("FIRST_NAME", "Ada", "WORK_EMAIL", "Ada@ACME.example", "JOB_TITLE", "CFO"));
        assertThat(lead.submittedAt()).isEqualTo(Instant.ofEpochMilli(1689894599288L));
        assertThat(lead.accountKey()).contains("1@acme.CRM");
        assertThat(lead.person().toString())
                .isEqualTo("{\"workEmail\":{\"address\":\"ada@acme.example\"},"
                        + "\"person\":{\"name\":{\"firstName\":\"Ada\"}},"
                        + "\"extendedWorkDetails\":{\"jobTitle\":\"CFO\"}}");
    }

    @Test
    void oneAddressMakesOnePerson() {
        assertThat(aLead(Map.of("WORK_EMAIL", "ada@acme.example")).personKey())
                .isEqualTo(aLead(Map.of("EMAIL", "ADA@acme.example")).personKey())
                .matches("lead-[0-9a-f]{32}@linkedin\\.Coterie");
    }

    @Test
    void aLeadWithoutAddressIsKnownByItsResponse() {
        assertThat(aLead(Map.of()).personKey()).isEqualTo("lead-r-1@linkedin.Coterie");
    }

    @Test
    void theNamedAccountComesFirst() {
        assertThat(LeadMatch.of(aLead(Map.of("WORK_EMAIL", "a@gmail.com")), Optional.of("1@acme.CRM"), List.of("2")))
                .isEqualTo(new LeadMatch(LeadMatch.Kind.HIDDEN_FIELD, Optional.of("1@acme.CRM")));
    }

    @ParameterizedTest
    @CsvSource({"'', NO_ACCOUNT", "1, EMAIL_DOMAIN", "1|2, SEVERAL_ACCOUNTS"})
    void theDomainDecidesWhenItIsOneAccountsAlone(String accounts, LeadMatch.Kind kind) {
        List<String> found = accounts.isEmpty() ? List.of() : List.of(accounts.split("\\|", -1));

        LeadMatch match = LeadMatch.of(aLead(Map.of("WORK_EMAIL", "a@acme.example")), Optional.empty(), found);

        assertThat(match.kind()).isEqualTo(kind);
        assertThat(match.accountKey().isPresent()).isEqualTo(kind == LeadMatch.Kind.EMAIL_DOMAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@gmail.com", "a@GMX.de", "a@outlook.com"})
    void aFreeMailAddressNamesNoAccount(String address) {
        LeadDetails lead = aLead(Map.of("WORK_EMAIL", address));

        assertThat(LeadMatch.domainOf(lead)).isEmpty();
        assertThat(LeadMatch.of(lead, Optional.empty(), List.of("1")).kind()).isEqualTo(LeadMatch.Kind.FREE_MAIL);
    }

    @Test
    void aNotificationNamesTheResponseById() throws Exception {
        assertThat(LeadNotification.of(new ObjectMapper()
                        .readTree("{\"type\":\"LEAD_ACTION\",\"leadAction\":\"CREATED\","
                                + "\"leadGenFormResponse\":\"urn:li:leadGenFormResponse:249592fc-d272-6\"}")))
                .contains(new LeadNotification("249592fc-d272-6", LeadNotification.Action.CREATED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"type\":\"OTHER\",\"leadAction\":\"CREATED\",\"leadGenFormResponse\":\"urn:li:leadGenFormResponse:1\"}",
                "{\"type\":\"LEAD_ACTION\",\"leadAction\":\"MOVED\",\"leadGenFormResponse\":\"urn:li:leadGenFormResponse:1\"}",
                "{\"type\":\"LEAD_ACTION\",\"leadAction\":\"CREATED\",\"leadGenFormResponse\":\"urn:li:leadGenFormResponse:../x\"}"
            })
    void otherNotificationsAreIgnored(String body) throws Exception {
        assertThat(LeadNotification.of(new ObjectMapper().readTree(body))).isEmpty();
    }

    private static LeadDetails aLead(Map<String, String> answers) {
        return new LeadDetails("r-1", "urn:li:form:1", Instant.EPOCH, false, answers, Map.of());
    }
}
