package io.coterie.profile.person;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.contracts.AccountRelation;
import io.coterie.platform.problem.Violation;
import io.coterie.profile.ingestion.Keyed;
import io.coterie.profile.source.KeyParameter;
import io.coterie.profile.source.SourceKey;
import io.coterie.profile.xdm.XdmDocument;
import io.coterie.profile.xdm.XdmShapes;
import java.util.List;

/**
 * A valid XDM person in its one form.
 *
 * @param key the person's source key
 * @param json the document as text, written once for the row and the event
 * @param hasAddress whether the person has or had a work e-mail address; without one only a known person is accepted
 *     (PER-01), whose address is then removed (PER-02)
 * @param custom what stands beside the standard fields; empty for most
 * @param accounts the person's accounts, the primary one first (D-01)
 */
public record PersonDocument(
        String key, String json, boolean hasAddress, List<AccountRelation> accounts, ObjectNode custom)
        implements Keyed<PersonDocument> {

    private static final String BUSINESS = "b2b";
    private static final String KEY = "personKey";

    /**
     * Checks a person.
     *
     * @throws io.coterie.platform.problem.ProblemException with every place that does not fit
     */
    public static PersonDocument of(ObjectNode person) {
        List<Violation> missing = person.path(BUSINESS).path(KEY).isObject()
                ? List.of()
                : List.of(new Violation("/b2b/personKey", "Expected the person's key object."));
        XdmDocument.check(person, XdmShapes.PERSON, missing);
        return new PersonDocument(
                person.path(BUSINESS).path(KEY).path(SourceKey.WRITTEN).textValue(),
                XdmDocument.write(person),
                person.path("workEmail").hasNonNull("address"),
                PersonAccounts.of(person.path("personComponents")),
                XdmDocument.custom(person));
    }

    /** As {@link #of}, for a body whose key stands in the path; the body need not repeat it. */
    static PersonDocument of(ObjectNode person, SourceKey key) {
        if (!person.path(BUSINESS).hasNonNull(KEY)
                && (person.path(BUSINESS).isObject() || !person.hasNonNull(BUSINESS))) {
            ObjectNode business =
                    person.path(BUSINESS) instanceof ObjectNode known ? known : person.putObject(BUSINESS);
            business.putObject(KEY).put(SourceKey.WRITTEN, key.sourceKey());
        }
        PersonDocument document = of(person);
        KeyParameter.requireSame(key, document.key(), "/b2b/personKey");
        return document;
    }

    /** A person whose address is taken away in the same chunk counts as known, as if the chunk had been two. */
    @Override
    public PersonDocument after(PersonDocument earlier) {
        return new PersonDocument(key, json, hasAddress || earlier.hasAddress, accounts, custom);
    }
}
