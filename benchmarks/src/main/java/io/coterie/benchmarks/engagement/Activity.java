package io.coterie.benchmarks.engagement;

import io.coterie.benchmarks.suite.Suite;
import io.coterie.localstack.stack.Part;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * Persons who did something on every third day of a window, one to five times, of three kinds that weigh differently.
 * Written straight into the service's tables, as they are when all their events have been counted.
 *
 * @param from the window's first day
 * @param to its last
 */
record Activity(int sandboxId, int persons, LocalDate from, LocalDate to) {

    private static final String PERSONS = """
            insert into person (sandbox_id, person_key, revision, deleted, document)
            select ?, 'p' || number || '@bench.CRM', 1, false, '{}'::jsonb from generate_series(1, ?) as number""";

    private static final String COUNTS = """
            insert into daily_activity (sandbox_id, person_key, activity_type, day, count)
            select ?, 'p' || number || '@bench.CRM',
                   (array['web.webpagedetails.pageViews', 'directMarketing.emailOpened', 'web.formFilledOut'])[1 + number % 3],
                   day::date, 1 + (number * 7 + extract(day from day)::int) % 5
              from generate_series(1, ?) as number
              cross join generate_series(?::date, ?::date, interval '1 day') as day
             where (number + extract(day from day)::int) % 3 = 0""";

    /** Answers how many counts there are. */
    int write(Suite suite) throws SQLException {
        try (Connection connection = suite.connect(Part.BUYING_GROUP_SERVICE, sandboxId);
                PreparedStatement writePersons = connection.prepareStatement(PERSONS);
                PreparedStatement writeCounts = connection.prepareStatement(COUNTS)) {
            writePersons.setInt(1, sandboxId);
            writePersons.setInt(2, persons);
            writePersons.executeUpdate();
            writeCounts.setInt(1, sandboxId);
            writeCounts.setInt(2, persons);
            writeCounts.setDate(3, Date.valueOf(from));
            writeCounts.setDate(4, Date.valueOf(to));
            return writeCounts.executeUpdate();
        }
    }
}
