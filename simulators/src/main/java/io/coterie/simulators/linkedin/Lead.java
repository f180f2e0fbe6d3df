package io.coterie.simulators.linkedin;

import java.util.List;
import java.util.Map;

/** One submitted form. The answers are by question id, as LinkedIn carries them. */
record Lead(
        String id,
        String leadType,
        String owner,
        long formId,
        int formVersion,
        boolean testLead,
        Map<Long, String> answers,
        List<LeadForm.HiddenField> hiddenFields,
        long submittedAt) {

    String urn() {
        return "urn:li:leadGenFormResponse:" + id;
    }
}
