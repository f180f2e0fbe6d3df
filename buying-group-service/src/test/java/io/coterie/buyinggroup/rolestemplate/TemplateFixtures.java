package io.coterie.buyinggroup.rolestemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Live templates for tests of what builds on them. */
public final class TemplateFixtures {

    private TemplateFixtures() {}

    /** A template of roles that do not fill themselves, one member required of each. */
    public static CompiledTemplate byHand(String... roles) {
        List<TemplateRole> cards = new ArrayList<>();
        for (String role : roles) {
            cards.add(new TemplateRole(role, cards.size() + 1, Weighting.NORMAL, 1, true, false, null));
        }
        return new CompiledTemplate(cards, Map.of());
    }
}
