package io.coterie.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Whoever types the tutorial, with the permissions of its three people, sees what it says. */
@Order(2)
class TutorialTest {

    private static final Path PAGE = Path.of("../docs/tutorial/first-buying-group.md");
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:180(\\d\\d)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(250);

    @Test
    void everyCommandShowsWhatTheTutorialSays() throws IOException {
        Stack stack = Suites.running("undisturbed");
        List<TutorialStep> steps = TutorialStep.read(PAGE);

        try (Shell shell = Shell.open("PASSWORD", stack.secrets().userPassword())) {
            for (TutorialStep step : steps) {
                String commands = onPortsOf(stack, step.commands());
                if (step.onlyAsks()) {
                    await().atMost(PATIENCE).pollInterval(PAUSE).untilAsserted(() -> type(shell, commands, step));
                } else {
                    type(shell, commands, step);
                }
            }
        }

        assertThat(steps).hasSizeGreaterThan(10);
        assertThat(steps.stream().filter(step -> !step.shows().isEmpty())).hasSizeGreaterThan(6);
    }

    private static void type(Shell shell, String commands, TutorialStep step) throws IOException {
        String shown = shell.run(commands, PATIENCE);
        assertThat(step.missingIn(shown))
                .as("not shown by%n%s%nbut instead%n%s", commands, shown)
                .isEmpty();
    }

    /** The page names the ports of {@code ./coterie up}. */
    private static String onPortsOf(Stack stack, String commands) {
        int base = stack.url(Part.PROFILE_SERVICE).getPort() - 1;
        StringBuilder moved = new StringBuilder();
        Matcher address = ADDRESS.matcher(commands);
        while (address.find()) {
            address.appendReplacement(moved, "127.0.0.1:" + (base + Integer.parseInt(address.group(1), 10) - 80));
        }
        return address.appendTail(moved).toString();
    }
}
