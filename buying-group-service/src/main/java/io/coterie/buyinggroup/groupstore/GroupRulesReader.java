package io.coterie.buyinggroup.groupstore;

import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.buyinggroup.rolestemplate.RolesTemplates;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.solutioninterest.SolutionInterests;
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

/**
 * Reads what groups are decided by, for all their interests at once; a fixed number of queries, one of them only when a
 * group is to follow its interest's stages.
 */
@ApplicationScoped
public class GroupRulesReader {

    private final SolutionInterests interests;
    private final RolesTemplates templates;
    private final StageChanges stageChanges;

    GroupRulesReader(SolutionInterests interests, RolesTemplates templates, StageChanges stageChanges) {
        this.interests = interests;
        this.templates = templates;
        this.stageChanges = stageChanges;
    }

    /**
     * The interests of these ids, deleted ones included.
     *
     * @param groups that are going to be held to the rules
     */
    public Uni<Map<UUID, InterestRules>> byIds(
            SqlConnection connection, int sandboxId, Collection<UUID> interestIds, Collection<BuyingGroup> groups) {
        return interests
                .byIds(connection, sandboxId, interestIds)
                .chain(found -> of(connection, sandboxId, found.values(), groups));
    }

    /**
     * The same of interests that were read already.
     *
     * @param groups that are going to be held to the rules
     */
    public Uni<Map<UUID, InterestRules>> of(
            SqlConnection connection,
            int sandboxId,
            Collection<SolutionInterest> found,
            Collection<BuyingGroup> groups) {
        return templates
                .compiled(connection, sandboxId, templateIds(found))
                .chain(compiled -> stageChanges
                        .of(connection, sandboxId, behind(found, groups))
                        .map(changes -> rules(found, compiled, changes)));
    }

    private static Set<UUID> templateIds(Collection<SolutionInterest> found) {
        return found.stream().map(SolutionInterest::templateId).collect(Collectors.toSet());
    }

    private static Set<UUID> behind(Collection<SolutionInterest> found, Collection<BuyingGroup> groups) {
        Map<UUID, SolutionInterest> known =
                found.stream().collect(Collectors.toMap(SolutionInterest::id, Function.identity(), (one, _) -> one));
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

    private static Map<UUID, InterestRules> rules(
            Collection<SolutionInterest> found,
            Map<UUID, CompiledTemplate> compiled,
            Map<UUID, List<StageChange>> changes) {
        Map<UUID, InterestRules> rules = new HashMap<>();
        for (SolutionInterest interest : found) {
            CompiledTemplate template =
                    Objects.requireNonNull(compiled.get(interest.templateId()), "an interest's template is live");
            rules.put(
                    interest.id(),
                    InterestRules.of(interest, template, changes.getOrDefault(interest.id(), List.of())));
        }
        return rules;
    }
}
