package io.coterie.buyinggroup.rolestemplate;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.platform.conditions.FieldCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Live templates for tests of what builds on them. */
public final class TemplateFixtures {

    private TemplateFixtures() {}

    /** A template of roles that do not fill themselves, one member required of each. */
    public static CompiledTemplate byHand(String... roles) {
        return byHand(true, roles);
    }

    /** The same, with no role that is required for completeness. */
    public static CompiledTemplate withoutFlags(String... roles) {
        return byHand(false, roles);
    }

    private static CompiledTemplate byHand(boolean requiredForCompleteness, String... roles) {
        List<TemplateRole> cards = new ArrayList<>();
        for (String role : roles) {
            cards.add(new TemplateRole(
                    role, cards.size() + 1, Weighting.NORMAL, 1, requiredForCompleteness, false, null));
        }
        return new CompiledTemplate(cards, RoleConditions.of(cards, FieldCatalogue.standard()));
    }

    /** A template of roles that fill themselves by a condition each, one member required of each. */
    public static CompiledTemplate withConditions(Map<String, JsonNode> conditions) {
        List<TemplateRole> cards = new ArrayList<>();
        conditions.forEach((role, condition) ->
                cards.add(new TemplateRole(role, cards.size() + 1, Weighting.NORMAL, 1, true, true, condition)));
        return new CompiledTemplate(cards, RoleConditions.of(cards, FieldCatalogue.standard()));
    }
}
