package io.coterie.buyinggroup.coverage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A matrix of roles and interests (§13.3).
 *
 * @param roles one row each, in the order of the templates
 */
record CoverageView(List<Interest> solutionInterests, List<Role> roles) {

    /** A column. */
    @Schema(name = "CoveredInterest")
    record Interest(UUID id, String name) {}

    /**
     * A row.
     *
     * @param contacts how many, by the interest's id; null where the interest's template has no such role
     */
    @Schema(name = "RoleCoverage")
    record Role(String role, Map<String, @Nullable Long> contacts) {}

    /** A role of an interest's template and how many contacts hold it. */
    record Cell(UUID interestId, String interest, String role, long contacts) {}

    static CoverageView of(List<Cell> cells) {
        Map<UUID, Interest> interests = new LinkedHashMap<>();
        Map<String, Map<UUID, Long>> byRole = new LinkedHashMap<>();
        for (Cell cell : cells) {
            interests.putIfAbsent(cell.interestId(), new Interest(cell.interestId(), cell.interest()));
            byRole.computeIfAbsent(cell.role(), role -> new LinkedHashMap<>()).put(cell.interestId(), cell.contacts());
        }
        List<Role> roles = new ArrayList<>();
        byRole.forEach((role, counts) -> {
            Map<String, @Nullable Long> contacts = new LinkedHashMap<>();
            interests.keySet().forEach(id -> contacts.put(id.toString(), counts.get(id)));
            roles.add(new Role(role, contacts));
        });
        return new CoverageView(List.copyOf(interests.values()), roles);
    }

    /** As a table: "N/A" where there is no such role. */
    List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("role"));
        solutionInterests.forEach(interest -> columns.add(interest.name()));
        return columns;
    }

    List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (Role role : roles) {
            List<Object> row = new ArrayList<>(List.of(role.role()));
            role.contacts().values().forEach(count -> row.add(count == null ? "N/A" : count));
            rows.add(row);
        }
        return rows;
    }
}
