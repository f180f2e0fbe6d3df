package io.coterie.localstack.demo;

import io.coterie.localstack.screen.Screen;
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
    private final Screen screen;
    private final Clock clock;
    private final JobWatcher watcher;
    private final Report report;
    private final PhaseProgress progress;
    private final JobContext job;

    /** The job as {@code ./coterie demo} runs it. */
    public MainJob(DemoEnvironment environment, int accounts, String sandbox, Screen screen, Clock clock) {
        this(environment, accounts, sandbox, screen, clock, false, JobWatcher.nobody());
    }

    /** The job with its output kept, for example by a test. */
    public MainJob(DemoEnvironment environment, int accounts, String sandbox, PrintStream out, Clock clock) {
        this(environment, accounts, sandbox, new Screen(out, false), clock, false, JobWatcher.nobody());
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
        this(environment, accounts, sandbox, new Screen(out, false), clock, repeats, watcher);
    }

    private MainJob(
            DemoEnvironment environment,
            int accounts,
            String sandbox,
            Screen screen,
            Clock clock,
            boolean repeats,
            JobWatcher watcher) {
        this.environment = environment;
        this.accounts = accounts;
        this.screen = screen;
        this.clock = clock;
        this.watcher = watcher;
        this.report = new Report();
        this.progress = new PhaseProgress(screen, clock);
        this.job = new JobContext(
                environment,
                sandbox,
                new SuiteClient(environment, sandbox, clock, repeats, watcher),
                report,
                progress,
                repeats,
                watcher);
    }

    /** Runs every phase, prints the report, and answers whether every number is right. */
    public boolean run() throws IOException {
        DemoInput input = DemoInput.write(environment.directory(), accounts);
        Expectation expected = Expectation.of(input);
        // Too small an input ends the job before anything is done with it.
        ChannelCheck.requireRecipients(Outcome.of(expected));
        List<Lead> leads = Lead.choose(expected);
        screen.print(expected.accountCount() + " accounts, " + expected.personCount() + " persons");

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
        timed(Phase.SUBMIT_LEADS, () -> round.submit(expected, leads));
        timed(Phase.READ_PARTNER_EVENTS, () -> round.readPartnerEvents(expected));
        timed(Phase.TIME_OUT, () -> journey.listenInVain(expected));
        screen.print(report.text());
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

    private void timed(Phase phase, Work work) throws IOException {
        watcher.phaseBegins(phase);
        progress.begins(phase);
        Instant start = clock.instant();
        work.run();
        Duration took = Duration.between(start, clock.instant());
        report.phase(phase.label(), took);
        progress.ends(took);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
