package io.coterie.profile.ingestion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a stream of bytes into lines, and lines into chunks that are stored together. Holds at most one chunk and one line
 * in memory, whatever the stream's length: a chunk is full when it has enough lines or enough bytes, and a line over the
 * limit is dropped while it passes. Lines that are empty are counted and left out. When the whole body goes over its
 * limit, the line reached is told and the rest is not looked at.
 */
final class LineChunks {

    private static final byte NEW_LINE = '\n';
    private static final byte CARRIAGE_RETURN = '\r';

    private final int maximumLineLength;
    private final int linesPerChunk;
    private final int bytesPerChunk;
    private final long maximumBodyLength;

    private long bodyLength;
    private boolean exhausted;
    private byte[] partial = new byte[1_024];
    private int partialLength;
    private boolean partialTooLong;
    private long lineNumber = 1;
    private List<Line> open = new ArrayList<>();
    private int openBytes;

    LineChunks(int maximumLineLength, int linesPerChunk, int bytesPerChunk, long maximumBodyLength) {
        this.maximumLineLength = maximumLineLength;
        this.linesPerChunk = linesPerChunk;
        this.bytesPerChunk = bytesPerChunk;
        this.maximumBodyLength = maximumBodyLength;
    }

    /** Takes more of the stream and gives the chunks that became full. */
    List<List<Line>> feed(byte[] bytes) {
        if (exhausted) {
            return List.of();
        }
        List<List<Line>> full = new ArrayList<>();
        int from = 0;
        for (int index = 0; index < bytes.length; index++) {
            if (bytes[index] == NEW_LINE) {
                keep(bytes, from, index);
                endLine();
                from = index + 1;
                if (open.size() >= linesPerChunk || openBytes >= bytesPerChunk) {
                    full.add(takeOpen());
                }
            }
        }
        keep(bytes, from, bytes.length);
        bodyLength += bytes.length;
        if (bodyLength > maximumBodyLength) {
            exhausted = true;
            open.add(new Line.BeyondBody(lineNumber));
            full.add(takeOpen());
        }
        return full;
    }

    /** What is left when the stream ends; the last line needs no end of its own. */
    List<List<Line>> finish() {
        if (!exhausted && (partialLength > 0 || partialTooLong)) {
            endLine();
        }
        return open.isEmpty() ? List.of() : List.of(takeOpen());
    }

    private void keep(byte[] bytes, int from, int to) {
        int length = to - from;
        if (partialTooLong || length == 0) {
            return;
        }
        if (partialLength + length > maximumLineLength + 1) {
            // One byte more than allowed may be the carriage return before the line's end.
            partialTooLong = true;
            partialLength = 0;
            return;
        }
        if (partialLength + length > partial.length) {
            partial = Arrays.copyOf(partial, Math.max(partial.length * 2, partialLength + length));
        }
        System.arraycopy(bytes, from, partial, partialLength, length);
        partialLength += length;
    }

    private void endLine() {
        int length =
                partialLength > 0 && partial[partialLength - 1] == CARRIAGE_RETURN ? partialLength - 1 : partialLength;
        if (partialTooLong || length > maximumLineLength) {
            open.add(new Line.TooLong(lineNumber));
        } else if (length > 0) {
            open.add(new Line.Content(lineNumber, Arrays.copyOf(partial, length)));
            openBytes += length;
        }
        partialTooLong = false;
        partialLength = 0;
        lineNumber++;
    }

    private List<Line> takeOpen() {
        List<Line> chunk = open;
        open = new ArrayList<>(chunk.size());
        openBytes = 0;
        return chunk;
    }
}
