package io.coterie.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The main job from a list of companies to complete buying groups, undisturbed. */
@Order(1)
class MainJobTest {

    @Test
    void everyNumberOfTheReportIsWhatTheInputImplies() throws IOException {
        MainJobRun run = MainJobRun.done();
        System.out.println(run.report());

        assertThat(run.job().mismatches()).as(run.report()).isEmpty();
    }
}
