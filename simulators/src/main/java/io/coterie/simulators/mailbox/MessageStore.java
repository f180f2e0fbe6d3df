package io.coterie.simulators.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** One file per message. A message is in the store when its file has its final name and both are on disk. */
final class MessageStore {

    private static final int LONGEST_HEADERS = 64 * 1024;
    private static final String SUFFIX = ".eml";

    private final Path directory;
    private final Path incoming;
    private final Clock clock;
    private final MessageIndex index = new MessageIndex();
    private int nextId = 1;

    private MessageStore(Path directory, Clock clock) {
        this.directory = directory;
        this.incoming = directory.resolve("incoming");
        this.clock = clock;
    }

    /** Builds the index anew; messages that were never answered for are forgotten. */
    static MessageStore open(Path directory, Clock clock) throws IOException {
        MessageStore store = new MessageStore(directory, clock);
        Files.createDirectories(store.incoming);
        try (Stream<Path> unfinished = Files.list(store.incoming)) {
            for (Path file : unfinished.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(MessageStore::isMessage).sorted().toList()) {
                store.remember(file);
            }
        }
        return store;
    }

    private static boolean isMessage(Path file) {
        return file.getFileName().toString().endsWith(SUFFIX);
    }

    private void remember(Path file) throws IOException {
        String name = file.getFileName().toString();
        int id = Integer.parseInt(name.substring(0, name.length() - SUFFIX.length()));
        try (InputStream content = Files.newInputStream(file)) {
            index.add(id, StoredMessage.read(content.readNBytes(LONGEST_HEADERS)));
        }
        nextId = id + 1;
    }

    /** Returns when the message would survive the end of the machine. */
    int store(String from, List<String> recipients, byte[] message) throws IOException {
        byte[] content = StoredMessage.write(from, recipients, clock.instant(), message);
        Path part = incoming.resolve(UUID.randomUUID() + ".part");
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        int id = publish(part, StoredMessage.read(content));
        forceDirectory();
        return id;
    }

    /** In one step, so that ids appear in their order and a reader that pages by id misses none. */
    private synchronized int publish(Path part, StoredMessage message) throws IOException {
        int id = nextId;
        Files.move(part, file(id), StandardCopyOption.ATOMIC_MOVE);
        nextId++;
        index.add(id, message);
        return id;
    }

    private void forceDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    synchronized void deleteAll() throws IOException {
        int[] ids = index.find(MessageFilter.ALL);
        index.clear();
        for (int id : ids) {
            Files.deleteIfExists(file(id));
        }
        forceDirectory();
    }

    Optional<StoredMessage> find(int id) {
        try {
            return Optional.of(StoredMessage.read(Files.readAllBytes(file(id))));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read message " + id, e);
        }
    }

    MessageIndex index() {
        return index;
    }

    private Path file(int id) {
        return directory.resolve(String.format(Locale.ROOT, "%010d", id) + SUFFIX);
    }
}
