package io.coterie.localstack.demo;

import io.coterie.localstack.demo.Expectation.Role;
import java.util.ArrayList;
import java.util.List;

/** What the journey should have done with the groups as they are. */
record Outcome(int complete, int other, List<String> lackingKeys, int mails, int optedOut) {

    static Outcome of(Expectation expected) {
        int complete = 0;
        int other = 0;
        int mails = 0;
        int optedOut = 0;
        List<String> lacking = new ArrayList<>();
        for (Expectation.Group group : expected.groups().values()) {
            if (group.isComplete()) {
                complete++;
            } else if (group.has(Role.DECISION_MAKER)) {
                other++;
            } else {
                lacking.add(group.accountKey);
                int out = (int) group.members().stream()
                        .filter(Expectation.Member::optedOut)
                        .count();
                optedOut += out;
                mails += group.members().size() - out;
            }
        }
        return new Outcome(complete, other, lacking, mails, optedOut);
    }

    int lacking() {
        return lackingKeys.size();
    }

    List<String> lackingNames(Expectation expected) {
        return lackingKeys.stream().map(expected::accountName).sorted().toList();
    }
}
