package io.coterie.buyinggroup.byhand;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People and the roles they are to have, at most 50 (MEM-01, MEM-03). */
record MembersRequest(@Nullable List<@Nullable Member> members) {

    static final int MOST = 50;

    record Member(@Nullable String personKey, @Nullable String role) {}

    /** One asked-for assignment; {@code place} is its index in the body. */
    record Assignment(int place, String personKey, String role) {}

    List<Assignment> assignments() {
        List<Violation> violations = new ArrayList<>();
        List<Assignment> assignments = new ArrayList<>();
        Set<String> persons = new HashSet<>();
        List<@Nullable Member> asked = members == null ? List.of() : members;
        if (asked.isEmpty() || asked.size() > MOST) {
            violations.add(new Violation("/members", "Expected 1 to " + MOST + " members."));
        }
        for (int i = 0; i < asked.size(); i++) {
            Member member = asked.get(i);
            String personKey = member == null ? null : member.personKey();
            String role = member == null ? null : member.role();
            if (personKey == null || personKey.isBlank()) {
                violations.add(new Violation("/members/" + i + "/personKey", "Expected a person's key."));
            } else if (role == null || role.isBlank()) {
                violations.add(new Violation("/members/" + i + "/role", "Expected a role."));
            } else if (!persons.add(personKey)) {
                violations.add(new Violation("/members/" + i + "/personKey", "Expected every person once."));
            } else {
                assignments.add(new Assignment(i, personKey, role));
            }
        }
        if (!violations.isEmpty()) {
            throw new ProblemException(GenericError.INVALID_BODY, "Expected members to assign.", violations);
        }
        return assignments;
    }
}
