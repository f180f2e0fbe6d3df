package io.coterie.simulators;

import io.coterie.simulators.linkedin.LinkedInSimulator;
import io.coterie.simulators.mailbox.Mailbox;
import java.util.Optional;

/** LinkedIn and the mailbox in one process, for the local stack. */
@CommandLineProgram
public final class Simulators {

    private Simulators() {}

    public static void main(String... words) {
        try {
            run(Arguments.parse(words));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Arguments.USAGE);
            System.exit(2);
        } catch (RuntimeException e) {
            System.err.println("The simulators cannot start. " + e.getMessage() + ": " + rootCause(e));
            System.exit(1);
        }
    }

    private static void run(Arguments arguments) {
        LinkedInSimulator linkedIn = LinkedInSimulator.start(arguments.linkedIn());
        Mailbox mailbox = Mailbox.start(arguments.mailbox());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            linkedIn.close();
            mailbox.close();
        }));
        arguments.parent().ifPresent(Simulators::endWith);
        System.out.printf(
                "Simulators ready: LinkedIn %s, mailbox %s, SMTP 127.0.0.1:%d%n",
                linkedIn.url(), mailbox.httpUrl(), mailbox.smtpPort());
    }

    /** A parent that was killed cannot stop its children; they watch it instead. */
    private static void endWith(long parent) {
        Optional<ProcessHandle> handle = ProcessHandle.of(parent);
        Thread watch = Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            handle.ifPresent(process -> process.onExit().join());
            System.exit(0);
        });
        watch.setUncaughtExceptionHandler((_, _) -> System.exit(1));
    }

    private static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
