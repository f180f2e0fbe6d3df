package io.coterie.profile.ingestion;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.coterie.contracts.ContractJson;
import io.coterie.platform.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What became of one line. */
sealed interface LineResult {

    long line();

    record Accepted(long line, String key) implements LineResult {}

    record Refused(long line, Problem problem) implements LineResult {}

    /** Results as NDJSON, without the last line's end. */
    static byte[] write(List<? extends LineResult> results) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(results.size() * 80);
        try (JsonGenerator json = ContractJson.mapper().getFactory().createGenerator(bytes)) {
            json.setRootValueSeparator(new SerializedString("\n"));
            for (LineResult result : results) {
                write(json, result);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, LineResult result) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", result.line());
        switch (result) {
            case Accepted accepted -> {
                json.writeStringField("status", "accepted");
                json.writeStringField("key", accepted.key());
            }
            case Refused refused -> {
                json.writeStringField("status", "refused");
                json.writePOJOField("problem", refused.problem());
            }
        }
        json.writeEndObject();
    }
}
