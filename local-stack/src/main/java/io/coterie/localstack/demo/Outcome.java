package io.coterie.localstack.demo;

import io.coterie.localstack.demo.Expectation.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * What the journey should have done with the groups as they are.
 *
 * @param completeKeys accounts whose group is complete: sales is alerted
 * @param other how many have a decision maker and lack somebody else
 * @param lackingKeys accounts without a decision maker: they go to LinkedIn, and their members get mail
 * @param recipients who gets mail, one entry for each mail
 * @param optedOut how many members would, and have said no
 */
record Outcome(List<String> completeKeys, int other, List<String> lackingKeys, List<String> recipients, int optedOut) {

    static Outcome of(Expectation expected) {
        List<String> complete = new ArrayList<>();
        List<String> lacking = new ArrayList<>();
        List<String> recipients = new ArrayList<>();
        int other = 0;
        int optedOut = 0;
        for (Expectation.Group group : expected.groups().values()) {
            if (group.isComplete()) {
                complete.add(group.accountKey);
            } else if (group.has(Role.DECISION_MAKER)) {
                other++;
            } else {
                lacking.add(group.accountKey);
                for (Expectation.Member member : group.members()) {
                    if (member.optedOut()) {
                        optedOut++;
                    } else {
                        recipients.add(member.email());
                    }
                }
            }
        }
        return new Outcome(complete, other, lacking, recipients, optedOut);
    }

    int complete() {
        return completeKeys.size();
    }

    int lacking() {
        return lackingKeys.size();
    }

    /** Each alert as {@code <recipient>: <subject>}. */
    List<String> alerts(Expectation expected) {
        return completeKeys.stream()
                .map(key -> Definitions.SALES + ": Buying group " + Definitions.INTEREST_NAME + " for "
                        + expected.accountName(key) + ": 100 % complete")
                .toList();
    }
}
