package io.coterie.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who PostgreSQL's programs run as. They refuse root, so root has to become somebody else: the unmapped user of a new
 * user namespace, or, where a container forbids namespaces, the machine's user {@code postgres} or {@code nobody}.
 */
sealed interface UnprivilegedUser {

    /** An ordinary user runs the programs as they are. */
    record Myself() implements UnprivilegedUser {}

    /** Root without its powers: files stay root's, so nothing has to change hands. */
    record UserNamespace() implements UnprivilegedUser {}

    /** Another user of the machine, who must own the data and be able to reach it. */
    record SystemUser(String name) implements UnprivilegedUser {}

    static UnprivilegedUser choose() {
        if (!System.getProperty("user.name").equals("root")) {
            return new Myself();
        }
        if (succeeds("unshare", "-U", "true")) {
            return new UserNamespace();
        }
        return Stream.of("postgres", "nobody")
                .filter(name -> succeeds(switchTo(name, List.of("true")).toArray(String[]::new)))
                .findFirst()
                .<UnprivilegedUser>map(SystemUser::new)
                .orElseThrow(
                        () -> new IllegalStateException(
                                "PostgreSQL refuses to run as root, and neither 'unshare' nor 'setpriv' works here: run as an ordinary user"));
    }

    /** The command line that runs the given one as this user. */
    default List<String> commandLine(List<String> command) {
        return switch (this) {
            case Myself _ -> command;
            case UserNamespace _ -> prefixed(List.of("unshare", "-U"), command);
            case SystemUser user -> switchTo(user.name(), command);
        };
    }

    /** Hands a file or directory over, if that is needed for this user to use it. */
    default void giveOwnership(Path path) {
        if (this instanceof SystemUser user) {
            try {
                Files.setOwner(
                        path,
                        path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user.name()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whether this user can get to a file or directory there, which need not exist yet. */
    default boolean reaches(Path directory) {
        if (!(this instanceof SystemUser)) {
            return true;
        }
        try {
            for (Optional<Path> at = Optional.of(directory.toAbsolutePath());
                    at.isPresent();
                    at = at.map(Path::getParent)) {
                Path each = at.get();
                if (Files.exists(each)
                        && !Files.getPosixFilePermissions(each).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> switchTo(String user, List<String> command) {
        return Files.isExecutable(Path.of("/usr/bin/setpriv"))
                ? prefixed(List.of("setpriv", "--reuid=" + user, "--regid=" + groupOf(user), "--clear-groups"), command)
                : prefixed(List.of("sudo", "-n", "-u", user), command);
    }

    private static String groupOf(String user) {
        return output("id", "-g", user).strip();
    }

    private static List<String> prefixed(List<String> prefix, List<String> command) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(command);
        return line;
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var reader = process.inputReader()) {
                return reader.lines().findFirst().orElse("");
            }
        } catch (IOException notInstalled) {
            return "";
        }
    }
}
