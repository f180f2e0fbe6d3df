package io.coterie.profile.ingestion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.Problem;
import io.coterie.platform.problem.ProblemException;
import io.coterie.profile.xdm.XdmDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The lines of one chunk, read: what is to be stored, each key once, and what was refused already. */
final class Chunk<D extends Keyed<D>> {

    private final List<LineResult> read;
    private final Map<String, D> documents;

    private Chunk(List<LineResult> read, Map<String, D> documents) {
        this.read = read;
        this.documents = documents;
    }

    /** Reads every line; of several lines with one key the last is stored, and all of them are accepted. */
    static <D extends Keyed<D>> Chunk<D> read(List<Line> lines, Function<ObjectNode, D> reader) {
        List<LineResult> results = new ArrayList<>(lines.size());
        Map<String, D> documents = LinkedHashMap.newLinkedHashMap(lines.size());
        for (Line line : lines) {
            try {
                D document = reader.apply(XdmDocument.read(contentOf(line)));
                documents.merge(document.key(), document, (earlier, later) -> later.after(earlier));
                results.add(new LineResult.Accepted(line.number(), document.key()));
            } catch (ProblemException refusal) {
                results.add(new LineResult.Refused(line.number(), refusal.problem()));
            }
        }
        return new Chunk<>(results, documents);
    }

    Collection<D> documents() {
        return documents.values();
    }

    /** The results of all lines once the documents are stored. */
    List<LineResult> settled(Map<String, ProblemException> refusals) {
        if (refusals.isEmpty()) {
            return read;
        }
        return read.stream().map(result -> settled(result, refusals)).toList();
    }

    /** The results of all lines when the documents could not be stored. */
    List<LineResult> failed(Problem problem) {
        return read.stream()
                .map(result -> result instanceof LineResult.Accepted accepted
                        ? new LineResult.Refused(accepted.line(), problem)
                        : result)
                .toList();
    }

    private static LineResult settled(LineResult result, Map<String, ProblemException> refusals) {
        ProblemException refusal = result instanceof LineResult.Accepted accepted ? refusals.get(accepted.key()) : null;
        return refusal == null ? result : new LineResult.Refused(result.line(), refusal.problem());
    }

    private static byte[] contentOf(Line line) {
        return switch (line) {
            case Line.Content content -> content.bytes();
            case Line.TooLong _ ->
                throw new ProblemException(
                        IngestionError.LINE_TOO_LONG, "Expected a shorter line; nothing of it was read.");
            case Line.BeyondBody _ ->
                throw new ProblemException(
                        GenericError.PAYLOAD_TOO_LARGE,
                        "Expected a shorter body; this line and what follows it was not read.");
        };
    }
}
