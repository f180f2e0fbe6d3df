package io.coterie.journey.catalogue;

/** A solution interest for which a job creates buying groups. A condition may name the interest by either. */
public record ExpectedGroup(String interestId, String interestName) {

    /** Whether a condition that names an interest so means this one. */
    public boolean isNamed(String idOrName) {
        return interestId.equals(idOrName) || interestName.equalsIgnoreCase(idOrName.strip());
    }
}
