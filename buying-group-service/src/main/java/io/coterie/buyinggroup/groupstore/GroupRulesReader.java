package io.coterie.buyinggroup.groupstore;

import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.group.GroupRules;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.stage.StageChange;
import io.coterie.buyinggroup.stage.StageChanges;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together what groups are held to; asks the database only when a group is to follow its interest's stages. */
@ApplicationScoped
public class GroupRulesReader {

    private final StageChanges stageChanges;

    GroupRulesReader(StageChanges stageChanges) {
        this.stageChanges = stageChanges;
    }

    /**
     * The rules of each of these interests.
     *
     * @param groups that are going to be held to them
     */
    public Uni<Map<UUID, GroupRules>> read(
            SqlConnection connection,
            int sandboxId,
            Collection<SolutionInterest> interests,
            Map<UUID, CompiledTemplate> templates,
            Collection<BuyingGroup> groups) {
        return stageChanges
                .of(connection, sandboxId, behind(interests, groups))
                .map(changes -> rules(interests, templates, changes));
    }

    private static Set<UUID> behind(Collection<SolutionInterest> interests, Collection<BuyingGroup> groups) {
        Map<UUID, SolutionInterest> known = interests.stream()
                .collect(Collectors.toMap(SolutionInterest::id, Function.identity(), (one, _) -> one));
        return groups.stream()
                .filter(group -> isBehind(group, known.get(group.interestId())))
                .map(BuyingGroup::interestId)
                .collect(Collectors.toSet());
    }

    /** Not while it waits for a model that was attached, or each look at it would cost a query (STG-10). */
    private static boolean isBehind(BuyingGroup group, @Nullable SolutionInterest interest) {
        return interest != null
                && group.stages().epoch() < interest.stages().epoch()
                && (interest.updateExisting() || group.stages().version() != null);
    }

    private static Map<UUID, GroupRules> rules(
            Collection<SolutionInterest> interests,
            Map<UUID, CompiledTemplate> templates,
            Map<UUID, List<StageChange>> changes) {
        Map<UUID, GroupRules> rules = new HashMap<>();
        for (SolutionInterest interest : interests) {
            CompiledTemplate template =
                    Objects.requireNonNull(templates.get(interest.templateId()), "an interest's template is live");
            rules.put(
                    interest.id(),
                    new GroupRules(
                            template.requirements(),
                            interest.stages(),
                            changes.getOrDefault(interest.id(), List.of()),
                            interest.updateExisting(),
                            interest.qualification()));
        }
        return rules;
    }
}
