package io.coterie.simulators.mailbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;

/**
 * What a receiving server thinks of a message.
 *
 * @param verified at least one DKIM signature is valid
 * @param signedHeaders covered by the valid signatures, in lower case
 * @param oneClickUnsubscribe both headers of RFC 8058 are there exactly once and covered by one valid signature
 * @param problem why nothing could be verified
 */
record DkimVerdict(
        boolean verified, List<String> signedHeaders, boolean oneClickUnsubscribe, Optional<String> problem) {

    private static final List<String> ONE_CLICK = List.of("list-unsubscribe", "list-unsubscribe-post");

    static DkimVerdict of(StoredMessage message, DkimRecords records) {
        try {
            List<SignatureRecord> valid = new DKIMVerifier(records).verify(new ByteArrayInputStream(message.message()));
            if (valid == null || valid.isEmpty()) {
                return failed("The message is not signed");
            }
            boolean oneClick = headersOnce(message) && valid.stream().anyMatch(DkimVerdict::coversOneClick);
            List<String> signed = valid.stream()
                    .flatMap(signature -> headers(signature).stream())
                    .distinct()
                    .toList();
            return new DkimVerdict(true, signed, oneClick, Optional.empty());
        } catch (FailException | IOException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private static DkimVerdict failed(String problem) {
        return new DkimVerdict(false, List.of(), false, Optional.of(problem));
    }

    private static boolean headersOnce(StoredMessage message) {
        List<Header> headers = message.headers();
        return ONE_CLICK.stream()
                .allMatch(name ->
                        headers.stream().filter(header -> header.isNamed(name)).count() == 1);
    }

    private static boolean coversOneClick(SignatureRecord signature) {
        return headers(signature).containsAll(ONE_CLICK);
    }

    private static List<String> headers(SignatureRecord signature) {
        return signature.getHeaders().stream()
                .map(name -> name.toString().strip().toLowerCase(Locale.ROOT))
                .toList();
    }
}
