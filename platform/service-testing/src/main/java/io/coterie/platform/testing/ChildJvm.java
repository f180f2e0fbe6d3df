package io.coterie.platform.testing;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command line of a Java program that runs beside this one, with flags for many small JVMs on one machine. */
public record ChildJvm(List<String> flags, String classPath, List<String> program, boolean longRunning) {

    /** Runs a main class of this program's own class path. */
    public static ChildJvm ofClass(Class<?> mainClass, String... arguments) {
        return ofClass(mainClass.getName(), arguments);
    }

    /** Runs a main class of this program's own class path. */
    public static ChildJvm ofClass(String mainClass, String... arguments) {
        List<String> program = new ArrayList<>(List.of(mainClass));
        program.addAll(List.of(arguments));
        // Surefire hides the class path behind a manifest; it tells the real one in a property of its own.
        String ownClassPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ChildJvm(List.of(), ownClassPath, program, false);
    }

    /** Runs an executable jar. */
    public static ChildJvm ofJar(Path jar) {
        return new ChildJvm(List.of(), "", List.of("-jar", jar.toString()), false);
    }

    /** With further JVM flags, which win over the usual ones. */
    public ChildJvm with(String... moreFlags) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of(moreFlags));
        return new ChildJvm(List.copyOf(all), classPath, program, longRunning);
    }

    /** Leaves out the libraries whose file names begin so. */
    public ChildJvm without(String libraryPrefix) {
        String rest = Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(libraryPrefix))
                .collect(Collectors.joining(File.pathSeparator));
        return new ChildJvm(flags, rest, program, longRunning);
    }

    /** With the second compiler too: it costs a start what it saves a program that runs for long. */
    public ChildJvm longRunning(boolean longRunning) {
        return new ChildJvm(flags, classPath, program, longRunning);
    }

    /** The line to start: one collector thread and, unless it is to run for long, no second compiler. */
    public List<String> commandLine() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "-XX:+UseSerialGC",
                longRunning ? "-XX:+TieredCompilation" : "-XX:TieredStopAtLevel=1",
                "-Xss512k",
                // Netty and Kafka use both; the JVM would warn about it in every log.
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        line.addAll(flags);
        if (!classPath.isEmpty()) {
            line.addAll(List.of("-cp", classPath));
        }
        line.addAll(program);
        return line;
    }
}
