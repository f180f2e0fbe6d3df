package io.coterie.localstack.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The main job of the suite, through its public doors alone: from a list of companies to complete buying groups that are
 * handed to sales. Between phases it waits until the suite is at rest, so that every number is exact.
 */
public final class MainJob {

    private final DemoEnvironment environment;
    private final int accounts;
    private final PrintStream out;
    private final Clock clock;
    private final JobWatcher watcher;
    private final Report report;
    private final JobContext job;

    /** The job as {@code ./coterie demo} runs it. */
    public MainJob(DemoEnvironment environment, int accounts, String sandbox, PrintStream out, Clock clock) {
        this(environment, accounts, sandbox, out, clock, false, JobWatcher.nobody());
    }

    /** @param repeats whether calls that a restarting service did not answer are repeated, as far as that is safe */
    public MainJob(
            DemoEnvironment environment,
            int accounts,
            String sandbox,
            PrintStream out,
            Clock clock,
            boolean repeats,
            JobWatcher watcher) {
        this.environment = environment;
        this.accounts = accounts;
        this.out = out;
        this.clock = clock;
        this.watcher = watcher;
        this.report = new Report(out);
        this.job = new JobContext(
                environment, sandbox, new SuiteClient(environment, sandbox, clock, repeats, watcher), report, repeats);
    }

    /** Runs every phase, prints the report, and answers whether every number is right. */
    public boolean run() throws IOException {
        DemoInput input = DemoInput.write(environment.directory(), accounts);
        Expectation expected = Expectation.of(input);
        out.printf(java.util.Locale.ROOT, "%d accounts, %d persons%n", expected.accountCount(), expected.personCount());

        Intake intake = new Intake(job);
        GroupBuilding groups = new GroupBuilding(job);
        JourneyRun journey = new JourneyRun(job);
        LinkedInAudience audience = new LinkedInAudience(job);
        ChannelCheck channels = new ChannelCheck(job, audience);
        LeadRound round = new LeadRound(job, groups, journey, audience);

        timed(Phase.PROVISION, intake::provision);
        timed(Phase.INGEST, () -> intake.ingest(input, expected));
        timed(Phase.BUILD_GROUPS, () -> groups.build(expected));
        timed(Phase.RUN_JOURNEY, () -> journey.run(expected));
        timed(Phase.CHECK_CHANNELS, () -> channels.check(expected));
        List<Lead> leads = Lead.choose(expected);
        timed(Phase.SUBMIT_LEADS, () -> round.submit(expected, leads));
        timed(Phase.READ_PARTNER_EVENTS, () -> round.readPartnerEvents(expected, leads));
        report.print();
        whereToLook();
        return report.isRight();
    }

    /** What a definition was given as its id, by the name the job calls it: audience, template, interest, journey … */
    public String idOf(String definition) {
        return job.id(definition);
    }

    /** Every line of the report that is not as the input implies; none after a good run. */
    public List<String> mismatches() {
        return report.mismatches();
    }

    private void whereToLook() {
        out.println();
        out.println("Where to look further");
        out.println("    groups      " + environment.buyingGroups() + "/v1/buying-groups?solutionInterest="
                + job.id("interest"));
        out.println("    journey     " + environment.journeys() + "/v1/journeys/" + job.id("journey") + "/statistics");
        out.println("    deliveries  " + environment.activation() + "/v1/deliveries");
        out.println("    mailbox     " + environment.mailbox() + "/messages");
        out.println("    input       " + environment.directory());
    }

    private void timed(Phase phase, Work work) throws IOException {
        watcher.phaseBegins(phase);
        Instant start = clock.instant();
        work.run();
        report.phase(phase.label(), Duration.between(start, clock.instant()));
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
