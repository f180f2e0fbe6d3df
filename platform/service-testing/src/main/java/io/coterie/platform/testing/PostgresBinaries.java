package io.coterie.platform.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once per user from the archive on the class path. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The directory that holds {@code bin}, {@code lib} and {@code share}, where the given user can read it. */
    static Path unpackedFor(UnprivilegedUser user) {
        String archive = archiveName();
        try (InputStream content = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
            if (content == null) {
                throw new IllegalStateException(
                        "No PostgreSQL for this machine: " + archive
                                + " is not on the class path. Linux and macOS on x86-64 and ARM are supported; elsewhere use Docker.");
            }
            Path cache = writableCache(user);
            Path home = cache.resolve("postgresql-" + version() + "-" + platform());
            if (!Files.exists(home.resolve("bin/postgres"))) {
                unpack(content, cache, home);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to unpack PostgreSQL", e);
        }
    }

    private static Path writableCache(UnprivilegedUser user) throws IOException {
        Path tidy = Path.of(System.getProperty("user.home"), ".cache", "coterie");
        Path anywhere = Path.of(System.getProperty("java.io.tmpdir"), "coterie-" + System.getProperty("user.name"));
        for (Path candidate : Stream.of(tidy, anywhere).filter(user::reaches).toList()) {
            try {
                Files.createDirectories(candidate);
                Files.setPosixFilePermissions(candidate, PosixFilePermissions.fromString("rwxr-xr-x"));
                return candidate;
            } catch (IOException readOnlyHome) {
                if (candidate.equals(anywhere)) {
                    throw readOnlyHome;
                }
            }
        }
        throw new IOException("Neither " + tidy + " nor " + anywhere + " can be used by " + user);
    }

    private static void unpack(InputStream content, Path cache, Path home) throws IOException {
        Path draft = Files.createTempDirectory(cache, "unpacking-");
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(content)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, draft);
            }
        }
        try {
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unexpected) {
            throw unexpected;
        } catch (IOException anotherJvmWasFaster) {
            ScratchDirectory.remove(draft);
            if (!Files.exists(home.resolve("bin/postgres"))) {
                throw anotherJvmWasFaster;
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path draft) throws IOException {
        Path target = draft.resolve(entry.getName()).normalize();
        if (!target.startsWith(draft)) {
            throw new IOException("The archive leaves its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolve("..").normalize());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        if (entry.isLink()) {
            Files.createLink(target, draft.resolve(entry.getLinkName()));
            return;
        }
        Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static String archiveName() {
        return "postgres-" + platform() + ".txz";
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return system + "-" + machine;
    }

    /** The version is part of the jar's name, and the cache must not serve an older one after an upgrade. */
    private static String version() {
        String location = String.valueOf(PostgresBinaries.class.getResource("/" + archiveName()));
        return location.replaceAll("^.*-([0-9.]+)\\.jar!.*$", "$1").replaceAll("[^0-9.]", "");
    }
}
