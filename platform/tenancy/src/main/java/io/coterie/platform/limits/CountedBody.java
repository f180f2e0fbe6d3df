package io.coterie.platform.limits;

import java.io.IOException;
import java.io.InputStream;

/** A body that is read up to its limit and no further. */
final class CountedBody extends InputStream {

    private final InputStream body;
    private final long maximum;
    private long count;

    CountedBody(InputStream body, long maximum) {
        this.body = body;
        this.maximum = maximum;
    }

    boolean isTooLarge() {
        return count > maximum;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = take(buffer, offset, length);
        if (isTooLarge()) {
            throw new IOException("The body is larger than " + maximum + " bytes");
        }
        return read;
    }

    @Override
    public int available() throws IOException {
        return body.available();
    }

    /** Passes over what the reader left, for the next request of the connection comes behind it; not beyond the limit. */
    @Override
    public void close() throws IOException {
        byte[] passed = new byte[8 * 1024];
        int read = 0;
        while (read >= 0 && !isTooLarge()) {
            read = take(passed, 0, passed.length);
        }
        if (!isTooLarge()) {
            body.close();
        }
    }

    private int take(byte[] buffer, int offset, int length) throws IOException {
        if (isTooLarge()) {
            return -1;
        }
        int read = body.read(buffer, offset, length);
        count += Math.max(read, 0);
        return read;
    }
}
