package io.coterie.localstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person who fills the lead form.
 *
 * @param accountKey the account the lead belongs to; null when nothing tells
 * @param hiddenKey whether the form carries the account's key; otherwise the address must tell
 */
record Lead(String firstName, String address, @Nullable String accountKey, boolean hiddenKey) {

    static final String TITLE = "Chief Purchasing Officer";

    /** How many of the leads fill the only gap of their group. */
    static final int COMPLETING = 3;

    private static final int JOINING = 2;

    /**
     * Leads for some groups that lack only their decision maker, for some that lack more, and one from a free-mail
     * address that belongs to nobody.
     */
    static List<Lead> choose(Expectation expected) {
        List<Lead> leads = new ArrayList<>();
        int joining = 0;
        for (Expectation.Group group : expected.groups().values()) {
            if (group.lacksOnlyDecisionMaker() && leads.size() - joining < COMPLETING) {
                leads.add(of(group.accountKey, leads.size(), leads.size() % 2 == 0));
            } else if (!group.has(Expectation.Role.DECISION_MAKER)
                    && !group.lacksOnlyDecisionMaker()
                    && joining < JOINING) {
                joining++;
                leads.add(of(group.accountKey, leads.size(), leads.size() % 2 == 0));
            }
        }
        if (leads.size() < COMPLETING + JOINING) {
            throw new IllegalStateException("Expected enough groups without a decision maker; use more --accounts");
        }
        leads.add(new Lead("Nobody", "nobody@gmail.com", null, false));
        return leads;
    }

    private static Lead of(String accountKey, int number, boolean hiddenKey) {
        String slug = accountKey.substring(0, accountKey.indexOf('@'));
        String domain = hiddenKey ? "private-mail.example" : slug + ".example";
        return new Lead("Lead" + number, "lead" + number + "@" + domain, accountKey, hiddenKey);
    }

    /** What the simulator takes as a filled form. */
    JsonNode submission() {
        ObjectNode submission = JsonNodeFactory.instance.objectNode();
        submission.put("sponsoredAccount", "urn:li:sponsoredAccount:516848833");
        submission
                .putObject("answers")
                .put("FIRST_NAME", firstName)
                .put("LAST_NAME", "Demo")
                .put("WORK_EMAIL", address)
                .put("JOB_TITLE", TITLE);
        if (hiddenKey) {
            submission
                    .putArray("hiddenFields")
                    .addObject()
                    .put("name", "account_key")
                    .put("value", accountKey);
        }
        return submission;
    }
}
