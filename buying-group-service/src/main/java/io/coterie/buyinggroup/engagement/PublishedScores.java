package io.coterie.buyinggroup.engagement;

import io.coterie.buyinggroup.people.PersonScore;
import io.coterie.buyinggroup.people.PersonScores;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The scores of persons, for those who look at people. Whoever never did anything has none stored, and scores zero. */
@ApplicationScoped
class PublishedScores implements PersonScores {

    private static final String OF = """
            select person.key, coalesce(score.score, 0) as score, coalesce(live.score, score.score, 0) as live
              from unnest($2::text[]) as person (key)
              left join person_engagement as score on score.sandbox_id = $1 and score.person_key = person.key
                                                     and score.person_key = any($2)
              left join person_live_engagement as live on live.sandbox_id = $1 and live.person_key = person.key
                                                         and live.person_key = any($2)
             where exists (select 1 from engagement_scale where sandbox_id = $1)""";

    private final EngagementConfig config;

    PublishedScores(EngagementConfig config) {
        this.config = config;
    }

    @Override
    public Uni<Map<String, PersonScore>> of(SqlConnection connection, int sandboxId, Collection<String> personKeys) {
        if (personKeys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return connection
                .preparedQuery(OF)
                .execute(Tuple.of(sandboxId).addArrayOfString(personKeys.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, PersonScore> scores = new HashMap<>();
                    rows.forEach(row -> scores.put(row.getString("key"), score(row)));
                    return scores;
                });
    }

    private PersonScore score(Row row) {
        BigDecimal engagement = Decimal.of(row.getDouble("score"));
        BigDecimal live = Decimal.of(row.getDouble("live"));
        return new PersonScore(engagement, live, config.usedScore() == UsedScore.LIVE ? live : engagement);
    }
}
