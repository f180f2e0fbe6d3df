package io.coterie.profile.relation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.platform.problem.Violation;
import io.coterie.profile.ingestion.Keyed;
import io.coterie.profile.source.KeyParameter;
import io.coterie.profile.source.SourceKey;
import io.coterie.profile.xdm.XdmDocument;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A valid XDM relation in its one form.
 *
 * @param subjectKey the record whose state carries the relation
 * @param otherKey the record at the other end
 * @param roles {@code personRole} and {@code personRoles}, each once
 * @param isPrimary comes first among the relations of its subject
 * @param isActive false when the source says that it is over; it then counts as gone
 */
public record RelationDocument(
        String key,
        String subjectKey,
        String otherKey,
        List<String> roles,
        boolean isPrimary,
        boolean isActive,
        String json)
        implements Keyed<RelationDocument> {

    /** The member of either kind that names the person. */
    static final String PERSON = "personKey";

    /**
     * Checks a relation.
     *
     * @throws io.coterie.platform.problem.ProblemException with every place that does not fit
     */
    public static RelationDocument of(RelationKind kind, ObjectNode relation) {
        List<Violation> missing = Stream.of(kind.key(), kind.subject(), kind.other())
                .filter(member -> !relation.path(member).isObject())
                .map(member -> new Violation("/" + member, "Expected a key object."))
                .toList();
        XdmDocument.check(relation, kind.shape(), missing);
        return new RelationDocument(
                key(relation, kind.key()),
                key(relation, kind.subject()),
                key(relation, kind.other()),
                roles(relation),
                relation.path("isPrimary").asBoolean(false),
                relation.path("isActive").asBoolean(true),
                XdmDocument.write(relation));
    }

    /** As {@link #of}, for a body whose key stands in the path; the body need not repeat it. */
    static RelationDocument of(RelationKind kind, ObjectNode relation, SourceKey key) {
        if (!relation.hasNonNull(kind.key())) {
            relation.putObject(kind.key()).put(SourceKey.WRITTEN, key.sourceKey());
        }
        RelationDocument document = of(kind, relation);
        KeyParameter.requireSame(key, document.key(), "/" + kind.key());
        return document;
    }

    /** The person at one of the ends. */
    String personKey(RelationKind kind) {
        return kind == RelationKind.ACCOUNT_PERSON ? subjectKey : otherKey;
    }

    /** The same relation, of the person that its person was merged into. */
    RelationDocument ofPresentPerson(RelationKind kind, Map<String, String> merged) {
        String winner = merged.get(personKey(kind));
        if (winner == null) {
            return this;
        }
        ObjectNode relation = XdmDocument.stored(json);
        relation.set(PERSON, SourceKey.parse(winner).keyObject());
        return of(kind, relation);
    }

    @Override
    public RelationDocument after(RelationDocument earlier) {
        return this;
    }

    private static String key(ObjectNode relation, String member) {
        return relation.path(member).path(SourceKey.WRITTEN).textValue();
    }

    private static List<String> roles(ObjectNode relation) {
        Set<String> roles = new LinkedHashSet<>();
        if (relation.hasNonNull("personRole")) {
            roles.add(relation.path("personRole").textValue());
        }
        relation.path("personRoles").forEach(role -> roles.add(role.textValue()));
        return List.copyOf(roles);
    }
}
