package io.coterie.journey.journey;

import io.coterie.journey.definition.Finding;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import java.util.List;

/** From findings to a refusal that names every place. */
final class JourneyProblems {

    private JourneyProblems() {}

    /** 400 when the body could not be read, 422 when it reads well and does not hold together. */
    static ProblemException refusal(List<Finding> findings) {
        JourneyError code = findings.stream().anyMatch(finding -> finding.code().isShape())
                ? JourneyError.JOURNEY_MALFORMED
                : JourneyError.JOURNEY_INVALID;
        return new ProblemException(code, detail(findings), violations(findings));
    }

    static String detail(List<Finding> findings) {
        return findings.size() == 1
                ? words(findings.getFirst())
                : "Expected a journey without findings, but there are " + findings.size() + "; the first: "
                        + words(findings.getFirst());
    }

    static List<Violation> violations(List<Finding> findings) {
        return findings.stream()
                .map(finding -> new Violation(finding.pointer(), words(finding), finding.column()))
                .toList();
    }

    private static String words(Finding finding) {
        return finding.node() == null || finding.node().isEmpty()
                ? finding.detail()
                : "Node '" + finding.node() + "': " + finding.detail();
    }
}
