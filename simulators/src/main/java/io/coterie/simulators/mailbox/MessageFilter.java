package io.coterie.simulators.mailbox;

import io.coterie.simulators.restli.ApiError;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code ?to=&header=name:value&header=…}: all conditions must hold. */
record MessageFilter(Optional<String> recipient, List<Header> headers) {

    static final MessageFilter ALL = new MessageFilter(Optional.empty(), List.of());

    static MessageFilter of(MultiMap query) {
        List<Header> headers = new ArrayList<>();
        for (String condition : query.getAll("header")) {
            int colon = condition.indexOf(':');
            if (colon < 1) {
                throw ApiError.invalidParameter("header must have the form name:value")
                        .toException();
            }
            headers.add(new Header(
                    indexed(condition.substring(0, colon).strip()),
                    condition.substring(colon + 1).strip()));
        }
        return new MessageFilter(Optional.ofNullable(query.get("to")), headers);
    }

    /** @throws io.coterie.simulators.restli.ApiException 400 for a header that cannot be searched */
    static String indexed(String headerName) {
        if (MessageIndex.NOT_INDEXED.contains(headerName.toLowerCase(Locale.ROOT))) {
            throw ApiError.invalidParameter("The header " + headerName + " is not indexed")
                    .toException();
        }
        return headerName;
    }
}
