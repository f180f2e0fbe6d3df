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
