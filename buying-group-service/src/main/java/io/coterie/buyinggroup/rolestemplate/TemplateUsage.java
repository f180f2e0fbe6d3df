package io.coterie.buyinggroup.rolestemplate;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who uses a roles template.
 *
 * @param buyingGroups of all those interests
 */
public record TemplateUsage(List<Interest> solutionInterests, long buyingGroups) {

    /** A solution interest that uses the template. */
    @Schema(name = "InterestOfTemplate")
    public record Interest(UUID id, String name, long buyingGroups) {}

    static TemplateUsage of(List<Interest> interests) {
        return new TemplateUsage(
                interests, interests.stream().mapToLong(Interest::buyingGroups).sum());
    }
}
