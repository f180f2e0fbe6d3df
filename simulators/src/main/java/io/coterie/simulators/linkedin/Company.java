package io.coterie.simulators.linkedin;

import java.util.Optional;

/** What one segment was told about one company, repetitions included. */
final class Company {

    private boolean present;
    private int adds;
    private int removes;
    private int repeatedAdds;
    private int unmatchedRemoves;
    private long lastChange;
    private Optional<String> companyName = Optional.empty();
    private Optional<String> companyWebsiteDomain = Optional.empty();
    private Optional<String> companyEmailDomain = Optional.empty();
    private Optional<String> organizationUrn = Optional.empty();
    private Optional<String> companyPageUrl = Optional.empty();

    void receive(CompanyUpdate update, long at) {
        switch (update.action()) {
            case ADD -> add();
            case REMOVE -> remove();
        }
        lastChange = at;
        companyName = update.companyName().or(() -> companyName);
        companyWebsiteDomain = update.companyWebsiteDomain().or(() -> companyWebsiteDomain);
        companyEmailDomain = update.companyEmailDomain().or(() -> companyEmailDomain);
        organizationUrn = update.organizationUrn().or(() -> organizationUrn);
        companyPageUrl = update.companyPageUrl().or(() -> companyPageUrl);
    }

    private void add() {
        adds++;
        if (present) {
            repeatedAdds++;
        }
        present = true;
    }

    private void remove() {
        removes++;
        if (!present) {
            unmatchedRemoves++;
        }
        present = false;
    }

    boolean isPresent() {
        return present;
    }

    /** What `GET /simulator/segments` shows. */
    View view() {
        return new View(
                companyName,
                companyWebsiteDomain,
                companyEmailDomain,
                organizationUrn,
                companyPageUrl,
                adds,
                removes,
                repeatedAdds,
                unmatchedRemoves,
                lastChange);
    }

    /**
     * @param adds how many ADDs were accepted
     * @param removes how many REMOVEs were accepted
     * @param repeatedAdds ADDs of a company that was in the segment already
     * @param unmatchedRemoves REMOVEs of a company that was not in the segment
     */
    record View(
            Optional<String> companyName,
            Optional<String> companyWebsiteDomain,
            Optional<String> companyEmailDomain,
            Optional<String> organizationUrn,
            Optional<String> companyPageUrl,
            int adds,
            int removes,
            int repeatedAdds,
            int unmatchedRemoves,
            long lastChange) {}
}
