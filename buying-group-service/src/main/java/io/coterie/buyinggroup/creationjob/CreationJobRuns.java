package io.coterie.buyinggroup.creationjob;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.coterie.buyinggroup.audience.Audiences;
import io.coterie.buyinggroup.definition.Trace;
import io.coterie.buyinggroup.work.AccountWork;
import io.coterie.contracts.ContractJson;
import io.coterie.contracts.CreationJobRunEvent;
import io.coterie.contracts.EventTypes;
import io.coterie.contracts.Topics;
import io.coterie.platform.messaging.Outbox;
import io.coterie.platform.messaging.OutgoingEvent;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs of creation jobs: begun by asking for all accounts at once, finished by whoever looks at the last of them. */
@ApplicationScoped
public class CreationJobRuns {

    private static final String COLUMNS = """
            id, job_id, trigger, started_at, finished_at, accounts, accounts_evaluated, groups_created,
            members_added, members_removed, roles_changed,
            (select json_agg(json_build_object('reason', reason, 'accounts', error.accounts, 'example', example)
                             order by error.accounts desc, reason)
               from creation_job_run_error as error
              where error.sandbox_id = creation_job_run.sandbox_id
                and error.run_id = creation_job_run.id)::text as errors""";

    private static final String RUNS = "select " + COLUMNS + " from creation_job_run";

    private static final String ADD_ERRORS = """
            insert into creation_job_run_error as known (sandbox_id, run_id, reason, accounts, example)
            select $1, error.run_id, error.reason, sum(error.accounts)::int, min(error.example)
              from unnest($2::uuid[], $3::text[], $4::int[], $5::text[]) as error (run_id, reason, accounts, example)
             group by error.run_id, error.reason
             order by error.run_id, error.reason
            on conflict (sandbox_id, run_id, reason) do update
               set accounts = known.accounts + excluded.accounts""";

    private static final TypeReference<List<RunError>> ERRORS = new TypeReference<>() {};

    private static final String BEGIN = """
            insert into creation_job_run (sandbox_id, job_id, trigger, nightly_date, started_at, accounts)
            values ($1, $2, $3, $4, $5, 0)
            on conflict (sandbox_id, job_id, nightly_date) do nothing
            returning id""";

    private static final String COUNT_ACCOUNTS = """
            update creation_job_run
               set accounts = $3, finished_at = case when $3 = 0 then $4::timestamptz end
             where sandbox_id = $1 and id = $2""";

    /** Every account of a run is counted once, in the transaction that removes its work, so the last one is known. */
    private static final String RECORD = """
            update creation_job_run as run
               set accounts_evaluated = run.accounts_evaluated + progress.accounts,
                   groups_created = run.groups_created + progress.groups,
                   members_added = run.members_added + progress.added,
                   members_removed = run.members_removed + progress.removed,
                   roles_changed = run.roles_changed + progress.roles,
                   finished_at = case when run.accounts_evaluated + progress.accounts >= run.accounts
                                      then $8::timestamptz end
              from unnest($2::uuid[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[])
                as progress (id, accounts, groups, added, removed, roles)
             where run.sandbox_id = $1 and run.id = progress.id and run.id = any($2)
            returning run.id, run.finished_at""";

    private static final String FINISHED = """
            select run.id, run.job_id, run.trigger, run.started_at, run.finished_at, run.accounts, run.groups_created,
                   run.members_added, run.members_removed, run.roles_changed, job.name, job.interest_id, job.audience_id
              from creation_job_run as run
              join creation_job as job on job.sandbox_id = run.sandbox_id and job.id = run.job_id
             where run.sandbox_id = $1 and run.id = any($2)""";

    private final AccountWork work;
    private final Audiences audiences;
    private final Outbox outbox;
    private final Clock clock;

    CreationJobRuns(AccountWork work, Audiences audiences, Outbox outbox, Clock clock) {
        this.work = work;
        this.audiences = audiences;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Begins a run with every account that is in the job's audience now; nothing when the night has its run already. */
    Uni<Optional<CreationJobRun>> begin(
            SqlConnection connection, Sandbox sandbox, CreationJob job, String trigger, @Nullable LocalDate night) {
        return connection
                .preparedQuery(BEGIN)
                .execute(Tuple.of(sandbox.id())
                        .addUUID(job.id())
                        .addString(trigger)
                        .addLocalDate(night)
                        .addOffsetDateTime(Trace.column(clock.instant())))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).findFirst())
                .chain(begun -> begun.isEmpty()
                        ? Uni.createFrom().item(Optional.<CreationJobRun>empty())
                        : fill(connection, sandbox, job, begun.get()).map(Optional::of));
    }

    /** Whether accounts of this night's runs are still to be looked at. */
    public Uni<Boolean> areUnfinished(SqlConnection connection, int sandboxId, LocalDate night) {
        return connection
                .preparedQuery("""
                        select exists (select 1 from creation_job_run
                                        where sandbox_id = $1 and nightly_date = $2 and finished_at is null) as unfinished""")
                .execute(Tuple.of(sandboxId, night))
                .map(rows -> rows.iterator().next().getBoolean("unfinished"));
    }

    private Uni<CreationJobRun> fill(SqlConnection connection, Sandbox sandbox, CreationJob job, UUID runId) {
        return work.enqueueSelected(connection, sandbox, runId, audiences.members(job.audienceId()))
                .call(accounts -> connection
                        .preparedQuery(COUNT_ACCOUNTS)
                        .execute(Tuple.of(sandbox.id(), runId, accounts, Trace.column(clock.instant()))))
                .call(accounts -> accounts == 0
                        ? tell(connection, sandbox, List.of(runId))
                        : Uni.createFrom().voidItem())
                .chain(() -> connection
                        .preparedQuery(RUNS + " where sandbox_id = $1 and id = $2")
                        .execute(Tuple.of(sandbox.id(), runId)))
                .map(rows -> runs(rows).getFirst());
    }

    /** Which interest each of these runs makes groups of. */
    public Uni<Map<UUID, UUID>> interestsOf(SqlConnection connection, int sandboxId, Collection<UUID> runIds) {
        if (runIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return connection
                .preparedQuery("""
                        select run.id, job.interest_id
                          from creation_job_run as run
                          join creation_job as job on job.sandbox_id = run.sandbox_id and job.id = run.job_id
                         where run.sandbox_id = $1 and run.id = any($2)""")
                .execute(Tuple.of(sandboxId).addArrayOfUUID(runIds.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, UUID> interests = new HashMap<>();
                    rows.forEach(row -> interests.put(row.getUUID("id"), row.getUUID("interest_id")));
                    return interests;
                });
    }

    /** Adds what a batch did to its runs' counts, finishes those whose last account it held, and tells that they are. */
    public Uni<Void> record(SqlConnection connection, Sandbox sandbox, Map<UUID, RunProgress> progress) {
        if (progress.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<UUID> ids = progress.keySet().stream().sorted().toList();
        List<RunProgress> counts = ids.stream().map(progress::get).toList();
        return connection
                .preparedQuery(RECORD)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfUUID(ids.toArray(UUID[]::new))
                        .addArrayOfInteger(counts.stream()
                                .map(RunProgress::accountsEvaluated)
                                .toArray(Integer[]::new))
                        .addArrayOfInteger(
                                counts.stream().map(RunProgress::groupsCreated).toArray(Integer[]::new))
                        .addArrayOfInteger(
                                counts.stream().map(RunProgress::membersAdded).toArray(Integer[]::new))
                        .addArrayOfInteger(
                                counts.stream().map(RunProgress::membersRemoved).toArray(Integer[]::new))
                        .addArrayOfInteger(
                                counts.stream().map(RunProgress::rolesChanged).toArray(Integer[]::new))
                        .addOffsetDateTime(Trace.column(clock.instant())))
                .map(rows -> rows.stream()
                        .filter(row -> row.getOffsetDateTime("finished_at") != null)
                        .map(row -> row.getUUID("id"))
                        .toList())
                .chain(finished -> tell(connection, sandbox, finished));
    }

    /** Adds to what went wrong in these runs. */
    public Uni<Void> addErrors(SqlConnection connection, Sandbox sandbox, Map<UUID, List<RunError>> errors) {
        List<UUID> ids = new ArrayList<>();
        List<RunError> all = new ArrayList<>();
        errors.forEach((run, ofRun) -> ofRun.forEach(error -> {
            ids.add(run);
            all.add(error);
        }));
        if (all.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(ADD_ERRORS)
                .execute(Tuple.of(sandbox.id())
                        .addArrayOfUUID(ids.toArray(UUID[]::new))
                        .addArrayOfString(all.stream().map(RunError::reason).toArray(String[]::new))
                        .addArrayOfInteger(all.stream().map(RunError::accounts).toArray(Integer[]::new))
                        .addArrayOfString(all.stream().map(RunError::example).toArray(String[]::new)))
                .replaceWithVoid();
    }

    private Uni<Void> tell(SqlConnection connection, Sandbox sandbox, List<UUID> finished) {
        if (finished.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(FINISHED)
                .execute(Tuple.of(sandbox.id()).addArrayOfUUID(finished.toArray(UUID[]::new)))
                .chain(rows -> outbox.append(
                        connection,
                        sandbox,
                        rows.stream().flatMap(row -> events(sandbox, row)).toList()));
    }

    private static Stream<OutgoingEvent> events(Sandbox sandbox, Row row) {
        UUID jobId = row.getUUID("job_id");
        CreationJobRunEvent event = new CreationJobRunEvent(
                row.getUUID("id"),
                jobId,
                row.getString("name"),
                row.getUUID("interest_id").toString(),
                row.getString("audience_id"),
                row.getString("trigger"),
                Trace.instant(row, "started_at"),
                Trace.instant(row, "finished_at"),
                row.getInteger("accounts"),
                row.getInteger("groups_created"),
                row.getInteger("members_added"),
                row.getInteger("members_removed"),
                row.getInteger("roles_changed"));
        return Stream.of(Topics.BUYING_GROUPS, Topics.partnerEvents(sandbox.organisation()))
                .map(topic -> OutgoingEvent.of(
                        topic,
                        jobId.toString(),
                        EventTypes.CREATION_JOB_RUN_FINISHED,
                        "creation-jobs/" + jobId,
                        0,
                        event));
    }

    /** Runs of a job, the newest first: their ids grow with time. */
    Uni<List<CreationJobRun>> before(SqlConnection connection, int sandboxId, UUID jobId, UUID id, int limit) {
        return connection
                .preparedQuery(RUNS + " where sandbox_id = $1 and job_id = $2 and id < $3 order by id desc limit $4")
                .execute(Tuple.of(sandboxId, jobId, id, limit))
                .map(CreationJobRuns::runs);
    }

    /** The latest run of each of these jobs. */
    Uni<Map<UUID, CreationJobRun>> latestOf(SqlConnection connection, int sandboxId, Collection<UUID> jobIds) {
        return connection
                .preparedQuery("select distinct on (job_id) " + COLUMNS + " from creation_job_run"
                        + " where sandbox_id = $1 and job_id = any($2) order by job_id, id desc")
                .execute(Tuple.of(sandboxId).addArrayOfUUID(jobIds.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, CreationJobRun> latest = new HashMap<>();
                    runs(rows).forEach(run -> latest.put(run.jobId(), run));
                    return latest;
                });
    }

    private static List<RunError> errors(@Nullable String json) {
        try {
            return json == null ? List.of() : ContractJson.mapper().readValue(json, ERRORS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Expected the errors of a run", e);
        }
    }

    private static List<CreationJobRun> runs(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new CreationJobRun(
                        row.getUUID("id"),
                        row.getUUID("job_id"),
                        row.getString("trigger"),
                        Trace.instant(row, "started_at"),
                        Trace.instantOrNull(row, "finished_at"),
                        row.getInteger("accounts"),
                        row.getInteger("accounts_evaluated"),
                        row.getInteger("groups_created"),
                        row.getInteger("members_added"),
                        row.getInteger("members_removed"),
                        row.getInteger("roles_changed"),
                        errors(row.getString("errors"))))
                .toList();
    }
}
