package io.coterie.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine a measurement ran on. */
public final class Machine {

    private static final double KIB_PER_GIB = 1024.0 * 1024.0;

    private Machine() {}

    /** Cores and memory, as {@code 2 vCPU, 24 GiB}. */
    public static String shape() {
        return Runtime.getRuntime().availableProcessors() + " vCPU, " + Math.round(Math.ceil(memory())) + " GiB";
    }

    /** Java and operating system. */
    public static String software() {
        return "JDK " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
    }

    private static double memory() {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemTotal:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_GIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read /proc/meminfo", e);
        }
    }
}
