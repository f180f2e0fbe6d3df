package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.simulators.http.Json;
import java.util.List;
import java.util.Locale;

/** Forms, leads, subscriptions and notifications in LinkedIn's words. */
final class LeadJson {

    /** Every simulated lead comes from this creative and campaign. */
    static final String CREATIVE = "urn:li:sponsoredCreative:241257736";

    private static final String CAMPAIGN = "urn:li:sponsoredCampaign:198356826";

    private LeadJson() {}

    static ObjectNode form(LeadForm form) {
        ObjectNode json = Json.object()
                .put("id", form.id())
                .put("versionId", form.versionId())
                .put("name", form.name())
                .put("state", "PUBLISHED")
                .put("created", form.created())
                .put("lastModified", form.created());
        json.set("owner", Json.object().put("sponsoredAccount", form.owner()));
        json.set("creationLocale", Json.object().put("language", "en").put("country", "US"));
        json.set("hiddenFields", hiddenFields(form.hiddenFields()));
        json.set("content", content(form));
        return json;
    }

    private static ObjectNode content(LeadForm form) {
        ArrayNode questions = Json.array();
        for (LeadForm.Question question : form.questions()) {
            String label = label(question.predefinedField());
            ObjectNode json = Json.object()
                    .put("questionId", question.questionId())
                    .put("name", label)
                    .put("predefinedField", question.predefinedField())
                    .put("responseRequired", false)
                    .put("responseEditable", true);
            json.set("question", Json.object().set("localized", Json.object().put("en_US", label)));
            json.set(
                    "questionDetails",
                    Json.object().set("textQuestionDetails", Json.object().put("maxResponseLength", 300)));
            questions.add(json);
        }
        ObjectNode content = Json.object();
        content.set("headline", Json.object().set("localized", Json.object().put("en_US", form.name())));
        content.set("questions", questions);
        return content;
    }

    /**
     * LinkedIn carries hidden fields inside {@code form}, and only when the projection asks for it; the simulator also
     * puts what this lead was submitted with at the top, see the README.
     */
    static ObjectNode response(Lead lead, LeadForm form) {
        ObjectNode json = Json.object()
                .put("id", lead.id())
                .put("leadType", lead.leadType())
                .put("submittedAt", lead.submittedAt())
                .put("testLead", lead.testLead())
                .put("submitter", "urn:li:person:sim" + lead.id().substring(0, 8))
                .put("versionedLeadGenFormUrn", form.versionedUrn());
        json.set("owner", Json.object().put("sponsoredAccount", lead.owner()));
        json.set("associatedEntity", Json.object().put("associatedCreative", CREATIVE));
        json.set(
                "leadMetadata",
                Json.object().set("sponsoredLeadMetadata", Json.object().put("campaign", CAMPAIGN)));
        ObjectNode formResponse = Json.object();
        formResponse.set("consentResponses", Json.array());
        formResponse.set("answers", answers(lead));
        json.set("formResponse", formResponse);
        json.set("hiddenFields", hiddenFields(lead.hiddenFields()));
        return json;
    }

    /** The joined form of a response, with the hidden fields of this very lead. */
    static ObjectNode joinedForm(Lead lead, LeadForm form) {
        ObjectNode json = form(form);
        json.set("hiddenFields", hiddenFields(lead.hiddenFields()));
        return json;
    }

    static ObjectNode subscription(Subscription subscription) {
        ObjectNode json = Json.object()
                .put("id", subscription.id())
                .put("webhook", subscription.webhook())
                .put("leadType", subscription.leadType())
                .put("created", subscription.created());
        json.set("owner", Json.object().put("sponsoredAccount", subscription.owner()));
        subscription.versionedForm().ifPresent(form -> json.put("versionedForm", form));
        subscription
                .associatedCreative()
                .ifPresent(
                        creative -> json.set("associatedEntity", Json.object().put("associatedCreative", creative)));
        return json;
    }

    static ObjectNode notification(Push push, Lead lead, LeadForm form) {
        ObjectNode json = Json.object()
                .put("type", "LEAD_ACTION")
                .put("leadAction", push.action().name())
                .put("leadGenFormResponse", lead.urn())
                .put("leadGenForm", form.versionedUrn())
                .put("leadType", lead.leadType());
        json.set("owner", Json.object().put("sponsoredAccount", lead.owner()));
        json.set("associatedEntity", Json.object().put("associatedCreative", CREATIVE));
        json.put("occurredAt", push.occurredAt());
        return json;
    }

    private static ArrayNode answers(Lead lead) {
        ArrayNode answers = Json.array();
        lead.answers().forEach((questionId, answer) -> {
            ObjectNode details = Json.object();
            details.set("textQuestionAnswer", Json.object().put("answer", answer));
            ObjectNode json = Json.object().put("questionId", questionId);
            json.set("answerDetails", details);
            answers.add(json);
        });
        return answers;
    }

    private static ArrayNode hiddenFields(List<LeadForm.HiddenField> hiddenFields) {
        ArrayNode json = Json.array();
        hiddenFields.forEach(
                field -> json.add(Json.object().put("name", field.name()).put("value", field.value())));
        return json;
    }

    private static String label(String predefinedField) {
        String words = predefinedField.replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
