package io.coterie.platform.problem;

import java.util.List;

/** A refusal, with its code and, where the input is at fault, every offending field. */
public class ProblemException extends RuntimeException {

    private final transient ErrorCode code;
    private final transient List<Violation> violations;

    public ProblemException(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    public ProblemException(ErrorCode code, String detail, List<Violation> violations) {
        super(detail);
        this.code = code;
        this.violations = List.copyOf(violations);
    }

    /** A refusal because of one field. */
    public static ProblemException ofField(ErrorCode code, String field, String detail) {
        return new ProblemException(code, detail, List.of(new Violation(field, detail)));
    }

    /** 404, also for what exists in another sandbox. */
    public static ProblemException notFound(String what, Object id) {
        return new ProblemException(GenericError.NOT_FOUND, "Expected " + what + " '" + id + "', but there is none.");
    }

    public ErrorCode code() {
        return code;
    }

    public List<Violation> violations() {
        return violations;
    }

    /** This refusal in wire form. */
    public Problem problem() {
        return Problem.of(code, String.valueOf(getMessage()), violations);
    }
}
