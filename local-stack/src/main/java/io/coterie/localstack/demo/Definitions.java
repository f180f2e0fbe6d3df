package io.coterie.localstack.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** The definitions of the demonstration, as a person would send them with curl; {@code %name%} is filled in. */
public final class Definitions {

    /** What the groups are for; a group is called after it and its account. */
    static final String INTEREST_NAME = "Data platform";

    /** Who hears of a complete group. */
    static final String SALES = "sales@acme.example";

    public static final String TARGET_AUDIENCE = """
            {"name": "Mid-size and larger", "kind": "account",
             "condition": {"all": [
               {"account": {"field": "accountName", "operator": "IS_NOT_EMPTY"}},
               {"account": {"field": "accountOrganization.numberOfEmployees", "operator": "AT_LEAST", "value": %employees%}}]}}""";

    public static final String ROLES_TEMPLATE = """
            {"name": "Platform purchase", "description": "Who decides on a data platform",
             "roles": [
               {"role": "Decision Maker", "priority": 1, "weighting": "VITAL", "membersRequired": 1,
                "condition": {"person": {"field": "extendedWorkDetails.jobTitle", "operator": "STARTS_WITH", "value": ["Chief", "VP"]}}},
               {"role": "Champion", "priority": 2, "weighting": "IMPORTANT", "membersRequired": 1,
                "condition": {"person": {"field": "extendedWorkDetails.jobTitle", "operator": "CONTAINS", "value": ["Director", "Head of"]}}},
               {"role": "Influencer", "priority": 3, "weighting": "NORMAL", "membersRequired": 1,
                "condition": {"person": {"field": "extendedWorkDetails.jobTitle", "operator": "CONTAINS", "value": ["Manager"]}}},
               {"role": "Practitioner", "priority": 4, "weighting": "MINOR", "membersRequired": 2,
                "condition": {"person": {"field": "extendedWorkDetails.jobTitle", "operator": "CONTAINS", "value": ["Engineer", "Analyst", "Specialist"]}}}]}""";

    public static final String STAGE_MODEL = """
            {"name": "Purchase", "stages": [
               {"name": "Ready for sales", "entry": true, "transitTo": ["Won", "Lost"]},
               {"name": "Won", "destination": "SUCCESS"},
               {"name": "Lost", "destination": "FAILURE"}]}""";

    public static final String SOLUTION_INTEREST = """
            {"name": "Data platform", "rolesTemplate": "%template%", "stageModel": "%stages%",
             "updateExistingBuyingGroups": true}""";

    public static final String CREATION_JOB = """
            {"solutionInterest": "%interest%", "audience": "%audience%"}""";

    static final String EMAIL = """
            {"name": "Who decides with you?", "subject": "A question, {{person.person.name.firstName|there}}",
             "html": "<p>Hello {{person.person.name.firstName|there}}, who at {{account.accountName|your company}} decides on the data platform with you?</p>",
             "text": "Hello {{person.person.name.firstName|there}}, who decides on the data platform with you?",
             "fromName": "Coterie Demo", "fromAddress": "hello@news.coterie.example"}""";

    static final String CONNECTION = """
            {"name": "LinkedIn", "baseUrl": "%linkedIn%/rest", "tokenUrl": "%linkedIn%/oauth/v2/accessToken",
             "sponsoredAccount": "urn:li:sponsoredAccount:516848833", "sourcePlatform": "DIRECT_API",
             "clientId": "coterie-local", "clientSecret": "coterie-local-client-secret",
             "accessToken": "coterie-local-access-token", "refreshToken": "coterie-local-refresh-token"}""";

    static final String DESTINATION = """
            {"name": "Accounts without a decision maker", "connection": "%connection%", "type": "linkedin-company-audience"}""";

    static final String JOURNEY = """
            {"name": "Find the decision maker", "type": "account", "nodes": [
              {"id": "start", "type": "account-audience", "audience": "%audience%", "next": "gap"},
              {"id": "gap", "type": "split-by-accounts", "paths": [
                 {"label": "complete", "next": "alert", "condition":
                   {"buyingGroup": {"where": {"all": [
                     {"group": {"field": "solutionInterest", "operator": "IS", "value": ["%interest%"]}},
                     {"group": {"field": "completeness", "operator": "AT_LEAST", "value": 100}}]}}}},
                 {"label": "no decision maker", "next": "activate", "condition":
                   {"buyingGroup": {"where": {"all": [
                     {"group": {"field": "solutionInterest", "operator": "IS", "value": ["%interest%"]}},
                     {"not": {"roleMembers": {"role": "Decision Maker", "atLeast": 1}}}]}}}}],
               "otherAccounts": {"label": "other", "next": "rest"}},
              {"id": "alert", "type": "action", "next": "stage", "action":
                 {"kind": "send-sales-alert", "solutionInterest": "%interest%", "recipients": ["sales@acme.example"]}},
              {"id": "stage", "type": "action", "next": "leave", "action":
                 {"kind": "update-buying-group-stage", "solutionInterest": "%interest%", "stage": "Ready for sales"}},
              {"id": "leave", "type": "action", "next": "handed-over", "action":
                 {"kind": "deactivate-from-destination", "destination": "%destination%"}},
              {"id": "handed-over", "type": "end", "label": "handed over"},
              {"id": "activate", "type": "action", "next": "mail", "action":
                 {"kind": "activate-to-destination", "destination": "%destination%"}},
              {"id": "mail", "type": "action", "context": "people", "oncePerRunAndPerson": true, "next": "listen",
               "action": {"kind": "send-email", "email": "%email%", "solutionInterest": "%interest%"}},
              {"id": "listen", "type": "listen", "event": {"type": "completeness-changed", "solutionInterest": "%interest%"},
               "next": "back", "timeout": {"duration": "P7D", "next": "timed-out"}},
              {"id": "back", "type": "merge", "next": "gap"},
              {"id": "timed-out", "type": "end", "label": "timed out"},
              {"id": "rest", "type": "wait", "duration": "PT5S", "next": "other-end"},
              {"id": "other-end", "type": "end", "label": "other"}]}""";

    /** Published when nothing happens to the groups any more. */
    static final String UNANSWERED_JOURNEY = """
            {"name": "Nobody answers", "type": "account", "nodes": [
              {"id": "start", "type": "account-audience", "audience": "%audience%", "next": "listen"},
              {"id": "listen", "type": "listen", "event": {"type": "completeness-changed", "solutionInterest": "%interest%"},
               "next": "answered", "timeout": {"duration": "PT2S", "next": "timed-out"}},
              {"id": "answered", "type": "end", "label": "answered"},
              {"id": "timed-out", "type": "end", "label": "timed out"}]}""";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Definitions() {}

    public static JsonNode fill(String template, Map<String, String> values) {
        String text = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("%" + value.getKey() + "%", value.getValue());
        }
        return json(text);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Expected JSON: " + text, e);
        }
    }
}
