package io.coterie.localstack;

import java.io.IOException;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;

/** How {@code ./coterie demo} ends: with 0 only when every number of the report is right. */
final class Demo {

    private Demo() {}

    /** The main job; answers whether everything was as the input implies. */
    @FunctionalInterface
    interface Job {
        boolean run() throws IOException;
    }

    /**
     * Does the job and whatever comes after it.
     *
     * @param stopped whether somebody ended the suite meanwhile, so that the job had to fail
     * @param whenDone whatever comes after the report, however the job ended
     * @return the exit code
     */
    static int run(Job job, BooleanSupplier stopped, Runnable whenDone, PrintStream err) {
        try {
            return job.run() ? 0 : 1;
        } catch (IOException | RuntimeException e) {
            if (!stopped.getAsBoolean()) {
                err.println("The demo could not go on: " + reasons(e));
            }
            return 1;
        } finally {
            whenDone.run();
        }
    }

    private static String reasons(Throwable failure) {
        StringBuilder reasons = new StringBuilder(message(failure));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            reasons.append("\n  because: ").append(message(cause));
        }
        return reasons.toString();
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
