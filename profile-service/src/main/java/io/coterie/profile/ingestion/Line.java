package io.coterie.profile.ingestion;

/** One line of a body, with its number from 1. */
sealed interface Line {

    long number();

    /** A line over the limit; nothing of it is kept. */
    record TooLong(long number) implements Line {}

    /** The line at which the body went over its limit; from here on nothing is read. */
    record BeyondBody(long number) implements Line {}

    /** A line within the limit. */
    final class Content implements Line {

        private final long number;
        private final byte[] bytes;

        Content(long number, byte[] bytes) {
            this.number = number;
            this.bytes = bytes;
        }

        @Override
        public long number() {
            return number;
        }

        /** The line without its end; not copied, so not to be written to. */
        byte[] bytes() {
            return bytes;
        }
    }
}
