package io.coterie.activation.destination;

/** What a member should become. */
sealed interface Target {

    /** In the audience, as this company. */
    record Wanted(Company company) implements Target {}

    /** Not in the audience: nobody wants it, or the account is gone. */
    record Unwanted() implements Target {}

    /** Wanted, but LinkedIn could not recognise the account. */
    record Unmatchable() implements Target {}

    /** Wanted, but the account has not arrived here yet. */
    record NotYetKnown() implements Target {}
}
