package io.coterie.profile.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.platform.problem.Violation;
import io.coterie.profile.ingestion.Keyed;
import io.coterie.profile.source.KeyParameter;
import io.coterie.profile.source.SourceKey;
import io.coterie.profile.xdm.XdmDocument;
import io.coterie.profile.xdm.XdmShapes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A valid XDM account in its one form.
 *
 * @param key the account's source key
 * @param json the document as text, written once for the row and the event
 * @param custom what stands beside the standard fields; empty for most
 */
public record AccountDocument(String key, String json, ObjectNode custom) implements Keyed<AccountDocument> {

    private static final String KEY = "accountKey";
    private static final String NAME = "accountName";

    /**
     * Checks an account (ACC-01: it has a name).
     *
     * @throws io.coterie.platform.problem.ProblemException with every place that does not fit
     */
    public static AccountDocument of(ObjectNode account) {
        List<Violation> missing = new ArrayList<>(2);
        if (!account.path(KEY).isObject()) {
            missing.add(new Violation("/" + KEY, "Expected the account's key object."));
        }
        if (isBlank(account.path(NAME).textValue())) {
            missing.add(new Violation("/" + NAME, "Expected a name that is not blank (ACC-01)."));
        }
        XdmDocument.check(account, XdmShapes.ACCOUNT, missing);
        return new AccountDocument(
                account.path(KEY).path(SourceKey.WRITTEN).textValue(),
                XdmDocument.write(account),
                XdmDocument.custom(account));
    }

    /** As {@link #of}, for a body whose key stands in the path; the body need not repeat it. */
    static AccountDocument of(ObjectNode account, SourceKey key) {
        if (!account.hasNonNull(KEY)) {
            account.putObject(KEY).put(SourceKey.WRITTEN, key.sourceKey());
        }
        AccountDocument document = of(account);
        KeyParameter.requireSame(key, document.key(), "/" + KEY);
        return document;
    }

    @Override
    public AccountDocument after(AccountDocument earlier) {
        return this;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
