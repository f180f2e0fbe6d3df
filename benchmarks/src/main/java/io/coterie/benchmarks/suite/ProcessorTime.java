package io.coterie.benchmarks.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Processor time and memory as Linux counts them. */
final class ProcessorTime {

    /** The unit of {@code /proc}; a constant of the kernel's interface on every architecture Java runs on. */
    private static final double TICKS_PER_SECOND = 100.0;

    /** Fields behind the command's name in {@code /proc/<pid>/stat}, counted from its state. */
    private static final int USER = 11;

    private static final int FIELDS = 4;
    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final int GUEST = 9;

    private ProcessorTime() {}

    /** Seconds of a process, everything it started, and what of that has ended already. */
    static double ofFamily(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToDouble(member -> ofProcess(member.pid()))
                .sum();
    }

    /** Seconds the machine's cores have worked, whoever asked them to. */
    static double ofMachine() {
        String[] fields = lines(Path.of("/proc/stat")).findFirst().orElseThrow().split("\\s+", -1);
        double ticks = 0;
        for (int field = 1; field < Math.min(fields.length, GUEST); field++) {
            if (field != IDLE && field != WAITING) {
                ticks += Double.parseDouble(fields[field]);
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** Resident memory of a process in bytes, as the kernel counts it. */
    static long residentMemory(ProcessHandle process) {
        return lines(Path.of("/proc/" + process.pid() + "/status"))
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    private static double ofProcess(long pid) {
        Path file = Path.of("/proc/" + pid + "/stat");
        try {
            String stat = Files.readString(file);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double ticks = 0;
            for (int field = USER; field < USER + FIELDS; field++) {
                ticks += Double.parseDouble(fields[field]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException ended) {
            // Between listing and reading; its parent has its time from now on.
            return 0;
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read " + file, e);
        }
    }
}
