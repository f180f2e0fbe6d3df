package io.coterie.profile.opportunity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.platform.problem.Violation;
import io.coterie.profile.ingestion.Keyed;
import io.coterie.profile.source.KeyParameter;
import io.coterie.profile.source.SourceKey;
import io.coterie.profile.xdm.XdmDocument;
import io.coterie.profile.xdm.XdmShapes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A valid XDM opportunity in its one form: whether it is closed and won is always said, so that open has one meaning
 * (D-04).
 *
 * @param key the opportunity's source key
 * @param accountKey the account it belongs to, which may come later
 * @param json the document as text, written once for the row and the event
 */
public record OpportunityDocument(String key, String accountKey, String json) implements Keyed<OpportunityDocument> {

    private static final String KEY = "opportunityKey";
    private static final String ACCOUNT = "accountKey";
    private static final String CLOSED = "isClosed";
    private static final String WON = "isWon";

    /**
     * Checks an opportunity.
     *
     * @throws io.coterie.platform.problem.ProblemException with every place that does not fit
     */
    public static OpportunityDocument of(ObjectNode opportunity) {
        List<Violation> missing = Stream.of(KEY, ACCOUNT)
                .filter(member -> !opportunity.path(member).isObject())
                .map(member -> new Violation("/" + member, "Expected a key object."))
                .toList();
        XdmDocument.check(opportunity, XdmShapes.OPPORTUNITY, missing);
        boolean isWon = opportunity.path(WON).asBoolean(false);
        opportunity.put(WON, isWon);
        // What is won is closed, and what nobody has closed is open.
        opportunity.put(CLOSED, opportunity.path(CLOSED).asBoolean(isWon));
        return new OpportunityDocument(
                opportunity.path(KEY).path(SourceKey.WRITTEN).textValue(),
                opportunity.path(ACCOUNT).path(SourceKey.WRITTEN).textValue(),
                XdmDocument.write(opportunity));
    }

    /** As {@link #of}, for a body whose key stands in the path; the body need not repeat it. */
    static OpportunityDocument of(ObjectNode opportunity, SourceKey key) {
        if (!opportunity.hasNonNull(KEY)) {
            opportunity.putObject(KEY).put(SourceKey.WRITTEN, key.sourceKey());
        }
        OpportunityDocument document = of(opportunity);
        KeyParameter.requireSame(key, document.key(), "/" + KEY);
        return document;
    }

    @Override
    public OpportunityDocument after(OpportunityDocument earlier) {
        return this;
    }
}
