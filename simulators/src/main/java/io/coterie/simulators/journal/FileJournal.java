package io.coterie.simulators.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * One line per change, forced to disk before {@link #append} completes. One thread writes; lines that wait together
 * share one force, so that many small changes do not cost a disk flush each. After a failed write nothing is accepted
 * any more, because the file would no longer tell the whole story.
 */
public final class FileJournal implements Journal {

    private final FileChannel channel;
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Entry last = new Entry(new byte[0]);
    private final Thread writer;
    private boolean closed;

    private FileJournal(FileChannel channel) {
        this.channel = channel;
        this.writer = Thread.ofPlatform().daemon().name("journal").start(this::write);
    }

    /** Hands every whole line to {@code replay}, cuts a torn last line off, and continues behind it. */
    public static FileJournal open(Path file, Consumer<byte[]> replay) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            byte[] content = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            int start = 0;
            for (int end = 0; end < content.length; end++) {
                if (content[end] == '\n') {
                    replay.accept(Arrays.copyOfRange(content, start, end));
                    start = end + 1;
                }
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(start).position(start);
            return new FileJournal(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open the journal " + file, e);
        }
    }

    @Override
    public synchronized CompletionStage<Void> append(byte[] line) {
        if (closed) {
            return CompletableFuture.failedFuture(new IOException("The journal is closed"));
        }
        Entry entry = new Entry(line);
        queue.add(entry);
        return entry.written();
    }

    @Override
    public void close() {
        sendLast();
        try {
            writer.join();
            channel.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the journal", e);
        }
    }

    private synchronized void sendLast() {
        closed = true;
        queue.add(last);
    }

    private void write() {
        List<Entry> batch = new ArrayList<>();
        try {
            while (!batch.contains(last)) {
                batch.clear();
                batch.add(queue.take());
                queue.drainTo(batch);
                force(batch);
                batch.forEach(entry -> entry.written().complete(null));
            }
        } catch (IOException e) {
            refuseFromNowOn(batch, e);
        } catch (InterruptedException e) {
            refuseFromNowOn(batch, new IOException("The journal was interrupted", e));
        }
    }

    private void force(List<Entry> batch) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Entry entry : batch) {
            if (entry != last) {
                bytes.write(entry.line());
                bytes.write('\n');
            }
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(false);
    }

    private void refuseFromNowOn(List<Entry> batch, IOException cause) {
        batch.forEach(entry -> entry.written().completeExceptionally(cause));
        try {
            while (true) {
                Entry entry = queue.take();
                entry.written().completeExceptionally(cause);
                if (entry == last) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Entry {

        private final byte[] line;
        private final CompletableFuture<Void> written = new CompletableFuture<>();

        Entry(byte[] line) {
            this.line = line;
        }

        byte[] line() {
            return line;
        }

        CompletableFuture<Void> written() {
            return written;
        }
    }
}
