package io.coterie.buyinggroup.insight;

import io.coterie.buyinggroup.activity.Activities;
import io.coterie.buyinggroup.weightingmodel.EngagementType;
import io.coterie.buyinggroup.weightingmodel.WeightingModel;
import io.coterie.buyinggroup.weightingmodel.WeightingModels;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;

/** Which activities are engagement: those with a weight in the active model (ENG-06), as scores count them. */
@ApplicationScoped
public class EngagementActivities {

    /** More of the same on one day is not more engagement (ENG-04). */
    public static final int DAILY_CAP = WeightingModel.MAXIMUM_DAILY_FREQUENCY;

    private final WeightingModels models;
    private final Activities activities;

    EngagementActivities(WeightingModels models, Activities activities) {
        this.models = models;
        this.activities = activities;
    }

    /** The first day that can be asked about. */
    public LocalDate keptSince() {
        return activities.keptSince();
    }

    /**
     * The kinds of activity that count.
     *
     * @param types only of these types; of all when empty
     */
    public Uni<String[]> kinds(SqlConnection connection, int sandboxId, Collection<EngagementType> types) {
        return models.active(connection, sandboxId)
                .map(active -> active.map(model -> kinds(model, types)).orElseGet(() -> new String[0]));
    }

    private static String[] kinds(WeightingModel model, Collection<EngagementType> types) {
        Map<String, Integer> weights = model.weights();
        return model.activities().stream()
                .filter(activity -> weights.containsKey(activity.activity()))
                .filter(activity -> types.isEmpty()
                        || (activity.engagementType() != null && types.contains(activity.engagementType())))
                .map(activity -> activity.activity())
                .toArray(String[]::new);
    }
}
