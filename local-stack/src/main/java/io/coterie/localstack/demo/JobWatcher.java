package io.coterie.localstack.demo;

/**
 * Hears how far the main job is. The job goes on when the call returns, so a test can make something happen at exactly
 * that point.
 */
public interface JobWatcher {

    /** A phase begins; what the one before has caused is at rest. */
    void phaseBegins(Phase phase);

    /** Line {@code number} of a bulk body is about to be sent; counted from 1 again when the call is repeated. */
    void bulkLine(String path, int number);

    /** A service has answered a call as expected. */
    void answered(String method, String path);

    /** How many calls to LinkedIn may have been cut so far: none, unless somebody ends what makes them. */
    default long cutCalls() {
        return 0;
    }

    /** How many messages may have been cut on their way into the mail server: none, unless somebody ends what sends them. */
    default long cutHandOvers() {
        return 0;
    }

    /** The uncertain messages are counted; whoever cut them now settles each, as an operator would. */
    default void settleUncertain() {}

    /** For whoever only wants the report. */
    static JobWatcher nobody() {
        return new JobWatcher() {
            @Override
            public void phaseBegins(Phase phase) {}

            @Override
            public void bulkLine(String path, int number) {}

            @Override
            public void answered(String method, String path) {}
        };
    }
}
