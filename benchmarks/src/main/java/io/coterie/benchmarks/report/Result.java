package io.coterie.benchmarks.report;

import java.util.List;

/**
 * What one measurement found.
 *
 * @param how what was done, how often, and what stands beside it; one sentence each
 */
public record Result(String title, List<String> how, List<Section> sections, List<Verdict> verdicts) {

    /** A table and what it shows. */
    public record Section(String heading, Table table) {}

    public boolean isKept() {
        return verdicts.stream().allMatch(Verdict::isKept);
    }

    /** The part of the report that is this measurement's own. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        how.forEach(sentence -> text.append("* ").append(sentence).append('\n'));
        for (Section section : sections) {
            text.append("\n**").append(section.heading()).append("**\n\n");
            text.append(section.table().markdown());
        }
        text.append("\n```\n");
        if (verdicts.isEmpty()) {
            text.append("No ratio is promised here.\n");
        }
        verdicts.forEach(verdict -> text.append(verdict.line()).append('\n'));
        return text.append("```\n").toString();
    }
}
