package io.coterie.localstack.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One stack at a time uses a data directory; the operating system forgets the lock with the process. */
final class DataLock implements AutoCloseable {

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    static DataLock of(Path data) {
        try {
            Files.createDirectories(data);
            FileChannel channel =
                    FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new StackException("Another stack runs on the data in " + data
                        + ".\nStop it first, or choose another directory with --data DIR.");
            }
            return new DataLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to use " + data, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
