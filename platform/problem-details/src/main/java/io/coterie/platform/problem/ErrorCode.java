package io.coterie.platform.problem;

/** One kind of refusal. Each capability lists its own in an enum; {@code docs/reference/errors.md} has a row for each. */
public interface ErrorCode {

    /** Stable, kebab-case, unique in the suite; becomes {@code urn:coterie:problem:<code>}. */
    String code();

    /** HTTP status. */
    int status();

    /** The same for every occurrence. */
    String title();
}
