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
 * @param found how the account should be found, or why none should be, in the interface's word
 */
record Lead(String firstName, String address, @Nullable String accountKey, String found) {

    static final String TITLE = "Chief Purchasing Officer";

    /** How many of the leads fill the only gap of their group. */
    static final int COMPLETING = 3;

    private static final int JOINING = 2;
    private static final String BY_KEY = "hidden-field";
    private static final String BY_DOMAIN = "email-domain";

    /**
     * Leads for some groups that lack only their decision maker, for some that lack more, and three that belong to nobody:
     * from a free-mail address, from a domain of no account, and from a domain of two.
     */
    static List<Lead> choose(Expectation expected) {
        List<Lead> leads = new ArrayList<>();
        int joining = 0;
        for (Expectation.Group group : expected.groups().values()) {
            if (group.lacksOnlyDecisionMaker() && leads.size() - joining < COMPLETING) {
                leads.add(of(group.accountKey, leads.size(), expected));
            } else if (!group.has(Expectation.Role.DECISION_MAKER)
                    && !group.lacksOnlyDecisionMaker()
                    && joining < JOINING) {
                joining++;
                leads.add(of(group.accountKey, leads.size(), expected));
            }
        }
        if (leads.size() < COMPLETING + JOINING) {
            throw new IllegalStateException("Expected enough groups without a decision maker; use more --accounts");
        }
        leads.add(new Lead("Nobody", "nobody@gmail.com", null, "free-mail"));
        leads.add(new Lead("Stranger", "stranger@unheard-of.example", null, "no-account"));
        leads.add(new Lead("Twin", "twin@" + expected.sharedDomain(), null, "several-accounts"));
        return leads;
    }

    /** Every other one by the hidden field; the rest by an address that tells the account. */
    private static Lead of(String accountKey, int number, Expectation expected) {
        boolean byKey = number % 2 == 0 || !expected.isToldByDomain(accountKey);
        String domain = byKey ? "private-mail.example" : expected.emailDomain(accountKey);
        return new Lead("Lead" + number, "lead" + number + "@" + domain, accountKey, byKey ? BY_KEY : BY_DOMAIN);
    }

    /** What should be listed of it: {@code <address> → <account>, <how>}. */
    String listed() {
        return listed(address, accountKey, found);
    }

    static String listed(String address, @Nullable String accountKey, String found) {
        return address + " → " + (accountKey == null ? "no account" : accountKey) + ", " + found;
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
        if (found.equals(BY_KEY)) {
            submission
                    .putArray("hiddenFields")
                    .addObject()
                    .put("name", "account_key")
                    .put("value", accountKey);
        }
        return submission;
    }
}
