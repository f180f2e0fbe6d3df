package io.coterie.simulators.linkedin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A lead form; every question asks for a predefined field and has an id of its own. */
record LeadForm(
        long id,
        int versionId,
        String name,
        String owner,
        List<Question> questions,
        List<HiddenField> hiddenFields,
        long created) {

    /** The predefined fields of LinkedIn that take a text. */
    static final List<String> PREDEFINED_FIELDS = List.of(
            "FIRST_NAME",
            "LAST_NAME",
            "EMAIL",
            "WORK_EMAIL",
            "JOB_TITLE",
            "JOB_FUNCTION",
            "SENIORITY",
            "COMPANY_NAME",
            "COMPANY_SIZE",
            "INDUSTRY",
            "PHONE_NUMBER",
            "WORK_PHONE_NUMBER",
            "CITY",
            "STATE",
            "COUNTRY",
            "POSTAL_CODE",
            "LINKEDIN_PROFILE_LINK");

    record Question(long questionId, String predefinedField) {}

    record HiddenField(String name, String value) {}

    static LeadForm publish(
            long id,
            int versionId,
            String name,
            String owner,
            List<String> predefinedFields,
            List<HiddenField> hiddenFields,
            long at) {
        List<Question> questions = new ArrayList<>();
        for (String field : predefinedFields) {
            questions.add(new Question((questions.size() + 1) * 100_000_000L + id, field));
        }
        return new LeadForm(id, versionId, name, owner, List.copyOf(questions), hiddenFields, at);
    }

    Optional<Question> question(String predefinedField) {
        return questions.stream()
                .filter(question -> question.predefinedField().equals(predefinedField))
                .findFirst();
    }

    Question question(long questionId) {
        return questions.stream()
                .filter(question -> question.questionId() == questionId)
                .findFirst()
                .orElseThrow();
    }

    String versionedUrn() {
        return "urn:li:versionedLeadGenForm:(urn:li:leadGenForm:" + id + "," + versionId + ")";
    }
}
