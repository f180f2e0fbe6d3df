package io.coterie.buyinggroup.history;

import io.coterie.buyinggroup.definition.Trace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Makes the old history of engagement coarser where that is configured, one interval a transaction. The last value of
 * an interval stays, so that whoever asks as of a later instant is answered as before; the highest stays, so that what
 * was reached stays reached.
 */
@ApplicationScoped
class HistoryThinning {

    private static final String DONE = """
            select days_done, months_done from history_thinning where sandbox_id = $1 for update""";

    /** Where the next interval begins that has anything in it. */
    private static final String NEXT = """
            select min(at) as at from buying_group_history
             where sandbox_id = $1 and kind = 'ENGAGEMENT_CHANGED' and at >= $2 and at < $3""";

    private static final String THIN = """
            delete from buying_group_history as entry
             using (select group_id, revision, place,
                           row_number() over (partition by group_id order by revision desc, place desc) as from_last,
                           row_number() over (partition by group_id
                                              order by case when kind = 'ENGAGEMENT_CHANGED' then new_value::numeric end
                                                       desc nulls last, revision, place) as from_highest
                      from buying_group_history
                     where sandbox_id = $1 and kind = 'ENGAGEMENT_CHANGED' and at >= $2 and at < $3) as ranked
             where entry.sandbox_id = $1 and entry.group_id = ranked.group_id and entry.revision = ranked.revision
               and entry.place = ranked.place and ranked.from_last > 1 and ranked.from_highest > 1""";

    private static final String KEEP_DONE = """
            insert into history_thinning (sandbox_id, days_done, months_done) values ($1, $2, $3)
            on conflict (sandbox_id) do update
               set days_done = greatest(history_thinning.days_done, excluded.days_done),
                   months_done = greatest(history_thinning.months_done, excluded.months_done)""";

    private final HistoryConfig config;

    HistoryThinning(HistoryConfig config) {
        this.config = config;
    }

    /** Everything before these days is as coarse as it gets. */
    private record Done(LocalDate days, LocalDate months) {

        static final Done NOTHING = new Done(LocalDate.EPOCH, LocalDate.EPOCH);

        LocalDate of(Grain grain) {
            return switch (grain) {
                case DAY -> days;
                case MONTH -> months;
            };
        }

        Done with(Grain grain, LocalDate day) {
            return switch (grain) {
                case DAY -> new Done(day, months);
                case MONTH -> new Done(days, day);
            };
        }
    }

    /** Thins the next interval; false when there is none that is old enough. */
    Uni<Boolean> step(SqlConnection connection, int sandboxId, Instant now) {
        return done(connection, sandboxId)
                .chain(done -> thin(connection, sandboxId, done, Grain.DAY, now)
                        .chain(thinned -> thinned
                                ? Uni.createFrom().item(true)
                                : thin(connection, sandboxId, done, Grain.MONTH, now)));
    }

    private Uni<Boolean> thin(SqlConnection connection, int sandboxId, Done done, Grain grain, Instant now) {
        return kept(grain)
                .map(kept -> now.minus(kept).atZone(ZoneOffset.UTC).toLocalDate())
                .map(oldest -> thinUntil(connection, sandboxId, done, grain, grain.begin(oldest)))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private Uni<Boolean> thinUntil(SqlConnection connection, int sandboxId, Done done, Grain grain, LocalDate until) {
        return next(connection, sandboxId, done.of(grain), until)
                .chain(next -> next.isEmpty()
                        ? Uni.createFrom().item(false)
                        : thin(connection, sandboxId, done, grain, grain.begin(next.get()))
                                .replaceWith(true));
    }

    private Uni<Void> thin(SqlConnection connection, int sandboxId, Done done, Grain grain, LocalDate begin) {
        LocalDate end = grain.end(begin);
        Done then = done.with(grain, end);
        return connection
                .preparedQuery(THIN)
                .execute(Tuple.of(sandboxId, Trace.column(instant(begin)), Trace.column(instant(end))))
                .chain(() ->
                        connection.preparedQuery(KEEP_DONE).execute(Tuple.of(sandboxId, then.days(), then.months())))
                .replaceWithVoid();
    }

    /** How long it stays finer than this; empty for good. */
    private Optional<Duration> kept(Grain grain) {
        return switch (grain) {
            case DAY -> config.everyChange();
            case MONTH -> config.everyDay();
        };
    }

    private static Uni<Done> done(SqlConnection connection, int sandboxId) {
        return connection
                .preparedQuery(DONE)
                .execute(Tuple.of(sandboxId))
                .map(rows -> rows.stream()
                        .map(row -> new Done(row.getLocalDate("days_done"), row.getLocalDate("months_done")))
                        .findFirst()
                        .orElse(Done.NOTHING));
    }

    private static Uni<Optional<LocalDate>> next(
            SqlConnection connection, int sandboxId, LocalDate from, LocalDate until) {
        return connection
                .preparedQuery(NEXT)
                .execute(Tuple.of(sandboxId, Trace.column(instant(from)), Trace.column(instant(until))))
                .map(rows -> Optional.ofNullable(
                                Trace.instantOrNull(rows.iterator().next(), "at"))
                        .map(at -> at.atZone(ZoneOffset.UTC).toLocalDate()));
    }

    private static Instant instant(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
