package io.coterie.buyinggroup.crm;

import io.coterie.buyinggroup.parameter.Parameter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A record's id in a CRM as it is stored here (CRM-03): a GUID of Dynamics in lower case and without braces, an id of
 * Salesforce as it is.
 */
record CrmId(String value) {

    private static final int LONGEST = 100;
    private static final Pattern GUID = Pattern.compile("\\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})}?");

    static CrmId of(String text) {
        String trimmed = text.strip();
        var guid = GUID.matcher(trimmed);
        if (guid.matches()) {
            return new CrmId(guid.group(1).toLowerCase(Locale.ROOT));
        }
        if (trimmed.isEmpty() || trimmed.length() > LONGEST || trimmed.indexOf('\0') >= 0) {
            throw Parameter.refused("id", "Expected the id of a record in a CRM.");
        }
        return new CrmId(trimmed);
    }
}
