package io.coterie.journey.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.journey.definition.Finding.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a definition; every field that is missing, of a wrong type or unknown is a finding with its place. */
public final class DefinitionReader {

    private static final int LONGEST_NAME = 200;

    private final List<Finding> findings = new ArrayList<>();

    private DefinitionReader() {}

    /**
     * What was read.
     *
     * @param definition null when there are findings
     */
    public record Reading(@Nullable JourneyDefinition definition, List<Finding> findings) {}

    public static Reading read(JsonNode json) {
        DefinitionReader reader = new DefinitionReader();
        JourneyDefinition definition = StrictObject.of(json, "", null, reader.findings)
                .map(reader::definition)
                .orElse(null);
        return new Reading(reader.findings.isEmpty() ? definition : null, List.copyOf(reader.findings));
    }

    private JourneyDefinition definition(StrictObject json) {
        String name = json.text("name");
        if (name.length() > LONGEST_NAME) {
            json.report(Code.INVALID_VALUE, "name", "Expected at most " + LONGEST_NAME + " characters");
        }
        String type = json.optionalText("type");
        if (type != null && !type.equals("account")) {
            json.report(Code.INVALID_VALUE, "type", "Expected 'account'");
        }
        String description = Objects.requireNonNullElse(json.optionalText("description"), "");
        boolean deduplicateEmails = json.flag("deduplicateEmails");
        List<Node> nodes = new ArrayList<>();
        for (StrictObject node : json.objects("nodes")) {
            NodeReader.read(node).ifPresent(nodes::add);
        }
        json.refuseTheRest();
        return new JourneyDefinition(name, description, deduplicateEmails, nodes);
    }
}
