package io.coterie.platform.conditions;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The fields of a sandbox that conditions may read, with their types. Immutable; {@link #with} makes a new one. */
public final class FieldCatalogue {

    /** What CEL can name: words of letters, digits and underscores. */
    private static final Pattern PATH =
            Pattern.compile("(?!(?:.*\\.)?(?:in|true|false|null)(?:\\.|$))[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*");

    private static final int LONGEST_PATH = 255;
    private static final FieldCatalogue STANDARD = new FieldCatalogue(StandardFields.byKind());

    private final Map<RecordKind, SortedMap<String, FieldDefinition>> fields;
    private final Map<RecordKind, CelEnvironment> environments = new ConcurrentHashMap<>();

    private FieldCatalogue(Map<RecordKind, SortedMap<String, FieldDefinition>> fields) {
        this.fields = fields;
    }

    /** The default attributes of accounts, persons and opportunities (§3.1–3.3), of experience events (§3.4) and of buying groups (§16.1). */
    public static FieldCatalogue standard() {
        return STANDARD;
    }

    /** A catalogue without fields, to which {@link #with} adds those of a record of its own. */
    public static FieldCatalogue empty() {
        return new FieldCatalogue(Map.of());
    }

    /** This catalogue and a custom field; replaces the field when it is there already. The label is the path. */
    public FieldCatalogue with(RecordKind kind, String path, FieldType type) {
        return with(kind, path, type, path);
    }

    /** This catalogue and a custom field with a name in words. */
    public FieldCatalogue with(RecordKind kind, String path, FieldType type, String label) {
        if (!isPath(path)) {
            throw new IllegalArgumentException(
                    "Expected a dot path of letters, digits and underscores, but got " + path);
        }
        Map<RecordKind, SortedMap<String, FieldDefinition>> copy = new EnumMap<>(RecordKind.class);
        copy.putAll(fields);
        SortedMap<String, FieldDefinition> ofKind = new TreeMap<>(ofKind(kind));
        ofKind.put(path, new FieldDefinition(kind, path, type, label));
        copy.put(kind, Collections.unmodifiableSortedMap(ofKind));
        return new FieldCatalogue(copy);
    }

    /** Whether a custom field may have this path. */
    public static boolean isPath(String path) {
        return path.length() <= LONGEST_PATH && PATH.matcher(path).matches();
    }

    public Optional<FieldDefinition> find(RecordKind kind, String path) {
        return Optional.ofNullable(ofKind(kind).get(path));
    }

    /** All fields of a kind, by path. */
    public Collection<FieldDefinition> fields(RecordKind kind) {
        return ofKind(kind).values();
    }

    CelEnvironment environment(RecordKind kind) {
        return environments.computeIfAbsent(kind, missing -> new CelEnvironment(missing, ofKind(missing)));
    }

    private SortedMap<String, FieldDefinition> ofKind(RecordKind kind) {
        return fields.getOrDefault(kind, Collections.emptySortedMap());
    }
}
