package io.coterie.localstack.stack;

/** How one part is started and ended. */
interface StackPart {

    /** Starts the part and returns once it is ready for work; also after {@link #stop} and {@link #kill}. */
    void start();

    /** Asks the part to end and waits for it. */
    void stop();

    /** Ends the part as a crash would. */
    void kill();

    boolean isAlive();
}
