package io.coterie.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What counts as a break of a published event (BEY-19). */
class CompatibilityTest {

    private static final String KEPT = """
            {"type": "object",
             "properties": {
               "id": {"type": "integer", "format": "int32"},
               "note": {"type": "string"},
               "members": {"type": "array", "items": {"type": "object", "properties": {"role": {"type": "string"}}}}},
             "required": ["id"]}""";

    @Test
    void aNewOptionalFieldIsFree() {
        assertThat(breaks(now -> properties(now).putObject("added").put("type", "string")))
                .isEmpty();
    }

    @Test
    void aFieldThatIsGoneIsABreak() {
        assertThat(breaks(now -> properties(now).remove("note"))).containsExactly("/note is gone");
    }

    @Test
    void aFieldInsideAListCountsToo() {
        assertThat(breaks(now -> properties((ObjectNode) now.at("/properties/members/items"))
                        .remove("role")))
                .containsExactly("/members/[]/role is gone");
    }

    @Test
    void anotherTypeIsABreak() {
        assertThat(breaks(now -> properties(now).putObject("note").put("type", "integer")))
                .containsExactly("/note had type \"string\" and now \"integer\"");
    }

    @Test
    void aFieldThatMayNowBeLeftOutIsABreak() {
        assertThat(breaks(now -> now.remove("required"))).containsExactly("/id is not always there any more");
    }

    @Test
    void aNewFieldThatMustBeThereIsABreak() {
        assertThat(breaks(now -> {
                    properties(now).putObject("added").put("type", "string");
                    now.putArray("required").add("id").add("added");
                }))
                .containsExactly("/added is required, and earlier records lack it");
    }

    @Test
    void otherWordsAreNoBreak() {
        assertThat(breaks(now -> now.put("description", "In other words"))).isEmpty();
    }

    private static List<String> breaks(Consumer<ObjectNode> change) {
        JsonNode kept = json();
        ObjectNode now = json();
        change.accept(now);
        return Compatibility.breaks(kept, now);
    }

    private static ObjectNode properties(ObjectNode schema) {
        return (ObjectNode) schema.path("properties");
    }

    private static ObjectNode json() {
        return (ObjectNode) ContractJson.readTree(KEPT.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
