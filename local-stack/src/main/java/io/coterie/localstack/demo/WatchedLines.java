package io.coterie.localstack.demo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/** Tells the number of each line before it is read. */
final class WatchedLines extends FilterInputStream {

    private final IntConsumer line;
    private int number;
    private boolean lineBegins = true;

    WatchedLines(InputStream lines, IntConsumer line) {
        super(lines);
        this.line = line;
    }

    @Override
    public int read() throws IOException {
        if (lineBegins) {
            number++;
            line.accept(number);
        }
        int octet = super.read();
        lineBegins = octet == '\n';
        return octet;
    }

    /** No further than to the end of a line, so that nothing behind it leaves before it is told. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int octet = read();
            if (octet < 0) {
                return count == 0 ? -1 : count;
            }
            buffer[offset + count] = (byte) octet;
            count++;
            if (lineBegins) {
                return count;
            }
        }
        return count;
    }
}
