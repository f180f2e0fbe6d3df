package io.coterie.profile.audience;

/**
 * An audience after it was declared.
 *
 * @param isChanged whether its members have to be found anew
 */
record DeclaredAudience(AudienceView audience, boolean isChanged) {

    static DeclaredAudience changed(AudienceView audience) {
        return new DeclaredAudience(audience, true);
    }
}
