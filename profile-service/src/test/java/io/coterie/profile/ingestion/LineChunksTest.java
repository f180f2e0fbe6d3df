package io.coterie.profile.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LineChunksTest {

    private static final int LINE_LIMIT = 20;

    @Test
    void linesAreNumberedFromOneAndEmptyOnesAreCounted() {
        assertThat(lines("a\n\nb\r\n\r\nc", 100)).containsExactly("1:a", "3:b", "5:c");
    }

    @Test
    void aLineOverTheLimitIsRefusedAndTheNextOneIsRead() {
        assertThat(lines("a\n" + "x".repeat(LINE_LIMIT + 1) + "\nb\n", 100))
                .containsExactly("1:a", "2:too long", "3:b");
    }

    @Test
    void aLineAtTheLimitIsRead() {
        String line = "x".repeat(LINE_LIMIT);

        assertThat(lines(line + "\n" + line + "\r\n" + line, 100))
                .containsExactly("1:" + line, "2:" + line, "3:" + line);
    }

    @Test
    void aLastLineOverTheLimitIsRefusedToo() {
        assertThat(lines("a\n" + "x".repeat(100 * LINE_LIMIT), 7)).containsExactly("1:a", "2:too long");
    }

    @Test
    void anEmptyStreamHasNoLines() {
        assertThat(lines("", 1)).isEmpty();
    }

    @Test
    void aChunkIsFullWhenItHasEnoughLinesOrEnoughBytes() {
        LineChunks byLines = new LineChunks(LINE_LIMIT, 2, 1_000, Long.MAX_VALUE);
        LineChunks byBytes = new LineChunks(LINE_LIMIT, 100, 4, Long.MAX_VALUE);

        assertThat(byLines.feed("a\nb\nc\nd\ne\n".getBytes(UTF_8)))
                .hasSize(2)
                .allSatisfy(chunk -> assertThat(chunk).hasSize(2));
        assertThat(byLines.finish()).hasSize(1);
        assertThat(byBytes.feed("aaaa\nbb\ncc\n".getBytes(UTF_8))).hasSize(2);
        assertThat(byBytes.finish()).isEmpty();
    }

    @Test
    void aLineWithoutEndHoldsNoMoreThanTheLimit() {
        LineChunks chunks = new LineChunks(1_000, 10, 10_000, Long.MAX_VALUE);
        byte[] block = new byte[64 * 1_024];
        Arrays.fill(block, (byte) 'x');

        for (int index = 0; index < 10_000; index++) {
            assertThat(chunks.feed(block)).isEmpty();
        }

        assertThat(chunks.finish()).containsExactly(List.of(new Line.TooLong(1)));
    }

    @Test
    void aBodyOverItsLimitIsReadUpToTheLineThatWentOver() {
        LineChunks chunks = new LineChunks(LINE_LIMIT, 100, 1_000, 6);
        List<List<Line>> found = new ArrayList<>(chunks.feed("a\nb\n".getBytes(UTF_8)));
        found.addAll(chunks.feed("ccccc".getBytes(UTF_8)));
        found.addAll(chunks.feed("\nd\n".getBytes(UTF_8)));
        found.addAll(chunks.finish());

        assertThat(found.stream().flatMap(List::stream).map(LineChunksTest::show))
                .containsExactly("1:a", "2:b", "3:beyond");
    }

    @Property
    void whereTheStreamIsCutDoesNotMatter(@ForAll("bodies") String body, @ForAll long seed) {
        Random random = new Random(seed);

        assertThat(lines(body, 1 + random.nextInt(9))).isEqualTo(expected(body));
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.strings().withChars("abé\n\r").ofMaxLength(200);
    }

    /** The same by the simplest means: all of it in memory. */
    private static List<String> expected(String body) {
        List<String> lines = new ArrayList<>();
        String[] parts = body.split("\n", -1);
        for (int index = 0; index < parts.length; index++) {
            String line =
                    parts[index].endsWith("\r") ? parts[index].substring(0, parts[index].length() - 1) : parts[index];
            if (line.getBytes(UTF_8).length > LINE_LIMIT) {
                lines.add((index + 1) + ":too long");
            } else if (!line.isEmpty()) {
                lines.add((index + 1) + ":" + line);
            }
        }
        return lines;
    }

    private static List<String> lines(String body, int cut) {
        LineChunks chunks = new LineChunks(LINE_LIMIT, 3, 30, Long.MAX_VALUE);
        List<List<Line>> found = new ArrayList<>();
        byte[] bytes = body.getBytes(UTF_8);
        for (int from = 0; from < bytes.length; from += cut) {
            found.addAll(chunks.feed(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + cut))));
        }
        found.addAll(chunks.finish());
        return found.stream().flatMap(List::stream).map(LineChunksTest::show).toList();
    }

    private static String show(Line line) {
        return switch (line) {
            case Line.Content content -> content.number() + ":" + new String(content.bytes(), UTF_8);
            case Line.TooLong tooLong -> tooLong.number() + ":too long";
            case Line.BeyondBody beyond -> beyond.number() + ":beyond";
        };
    }
}
