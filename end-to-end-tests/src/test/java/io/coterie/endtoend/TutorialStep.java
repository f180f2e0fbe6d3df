package io.coterie.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands of a page and what they show.
 *
 * @param commands one block of shell
 * @param shows lines of the block of text that follows, each a part of what the commands print
 */
record TutorialStep(String commands, List<String> shows) {

    private static final Pattern BLOCK =
            Pattern.compile("^```(sh|text)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CHANGE = Pattern.compile("api (POST|PUT|DELETE)|--data|-d ");

    static List<TutorialStep> read(Path page) throws IOException {
        List<TutorialStep> steps = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(page));
        while (block.find()) {
            String content = block.group(2);
            if (block.group(1).equals("sh")) {
                steps.add(new TutorialStep(content, List.of()));
            } else {
                steps.set(
                        steps.size() - 1,
                        new TutorialStep(
                                steps.getLast().commands(), content.lines().toList()));
            }
        }
        return steps;
    }

    /** Asking again changes nothing, so a reader may, until it shows. */
    boolean onlyAsks() {
        return !shows.isEmpty() && !CHANGE.matcher(commands).find();
    }

    List<String> missingIn(String output) {
        return shows.stream().filter(line -> !output.contains(line)).toList();
    }
}
