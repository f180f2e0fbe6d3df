package io.coterie.activation.unsubscribe;

import io.coterie.activation.address.EmailAddress;
import io.coterie.activation.secret.SignedTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes and reads unsubscribe links. The token names sandbox, person and address, so that the link works for as long as
 * its key is kept, whatever happens to the message or the person.
 */
@ApplicationScoped
public class UnsubscribeLinks {

    private static final String PURPOSE = "unsubscribe";

    private final SignedTokens tokens;
    private final String base;

    /** @param publicUrl where recipients reach this service; https outside the local profile */
    UnsubscribeLinks(SignedTokens tokens, @ConfigProperty(name = "coterie.public-url") String publicUrl) {
        this.tokens = tokens;
        this.base = publicUrl.replaceAll("/+$", "") + "/v1/unsubscribe/";
    }

    /** Who unsubscribes from what. */
    record Subscriber(int sandboxId, String personKey, EmailAddress address) {}

    public String link(int sandboxId, String personKey, EmailAddress address) {
        return base + tokens.sign(PURPOSE, List.of(Integer.toString(sandboxId), personKey, address.value()));
    }

    /** Empty when the token is not one of ours. */
    Optional<Subscriber> read(String token) {
        return tokens.verify(PURPOSE, token)
                .map(fields -> new Subscriber(
                        Integer.parseInt(fields.get(0)), fields.get(1), new EmailAddress(fields.get(2))));
    }
}
