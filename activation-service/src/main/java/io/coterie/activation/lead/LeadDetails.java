package io.coterie.activation.lead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.activation.address.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has filled in, by LinkedIn's names of the questions. Questions are known by their predefined field, never
 * by their label, which is translated.
 *
 * @param form URN of form and version
 * @param answers by predefined field, for example {@code WORK_EMAIL}
 * @param hidden by name
 */
record LeadDetails(
        String responseId,
        String form,
        Instant submittedAt,
        boolean testLead,
        Map<String, String> answers,
        Map<String, String> hidden) {

    /** The hidden field that names the account. */
    static final String ACCOUNT_KEY = "account_key";

    private static final int KEY_LENGTH = 32;

    /** Reads a response that was fetched together with its form. */
    static LeadDetails of(String responseId, JsonNode response) {
        JsonNode form = response.path("form");
        Map<String, String> fieldOfQuestion = new HashMap<>();
        form.at("/content/questions")
                .forEach(question -> fieldOfQuestion.put(
                        question.path("questionId").asText(),
                        question.path("predefinedField").asText("")));
        Map<String, String> answers = new HashMap<>();
        response.at("/formResponse/answers").forEach(answer -> {
            String field =
                    fieldOfQuestion.getOrDefault(answer.path("questionId").asText(), "");
            String text = answer.at("/answerDetails/textQuestionAnswer/answer")
                    .asText("")
                    .strip();
            if (!field.isEmpty() && !text.isEmpty()) {
                answers.put(field, text);
            }
        });
        Map<String, String> hidden = new HashMap<>();
        form.path("hiddenFields")
                .forEach(field -> hidden.put(
                        field.path("name").asText(),
                        field.path("value").asText("").strip()));
        return new LeadDetails(
                responseId,
                response.path("versionedLeadGenFormUrn").asText(""),
                Instant.ofEpochMilli(response.path("submittedAt").asLong()),
                response.path("testLead").asBoolean(false),
                Map.copyOf(answers),
                Map.copyOf(hidden));
    }

    /** The address at work; the private one when the form asks for no other. */
    Optional<EmailAddress> email() {
        return answer("WORK_EMAIL").or(() -> answer("EMAIL")).flatMap(EmailAddress::parse);
    }

    /** The key of the account that the form was shown for, when it says so. */
    Optional<String> accountKey() {
        return Optional.ofNullable(hidden.get(ACCOUNT_KEY)).filter(key -> !key.isEmpty());
    }

    /** One person for one address, so that two forms filled in by somebody make one person (KEY-02). */
    String personKey() {
        String id = email().map(address -> sha256(address.value())).orElse(responseId);
        return "lead-" + id + "@linkedin.Coterie";
    }

    /** As an XDM person. */
    ObjectNode person() {
        ObjectNode person = JsonNodeFactory.instance.objectNode();
        email().ifPresent(address -> person.putObject("workEmail").put("address", address.value()));
        ObjectNode name = JsonNodeFactory.instance.objectNode();
        put(name, "firstName", answers.get("FIRST_NAME"));
        put(name, "lastName", answers.get("LAST_NAME"));
        if (!name.isEmpty()) {
            person.putObject("person").set("name", name);
        }
        answer("JOB_TITLE")
                .ifPresent(title -> person.putObject("extendedWorkDetails").put("jobTitle", title));
        return person;
    }

    private Optional<String> answer(String field) {
        return Optional.ofNullable(answers.get(field));
    }

    private static void put(ObjectNode object, String field, @Nullable String value) {
        if (value != null) {
            object.put(field, value);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, KEY_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of the JDK", e);
        }
    }
}
