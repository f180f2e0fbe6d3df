package io.coterie.localstack.stack;

import java.time.Duration;

/** Hears how the parts of a stack come and go. */
public interface Progress {

    void starting(Part part);

    void ready(Part part, Duration took, String where);

    void failed(Part part, String reason);

    void stopping();

    void stopped(Duration took);

    /** For tests, which look at the stack itself. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void starting(Part part) {}

            @Override
            public void ready(Part part, Duration took, String where) {}

            @Override
            public void failed(Part part, String reason) {}

            @Override
            public void stopping() {}

            @Override
            public void stopped(Duration took) {}
        };
    }
}
