package io.coterie.platform.tenancy;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, from the token's claims.
 *
 * @param organisation the claim {@code org}
 * @param sandboxes the claim {@code sandboxes}: names the caller may enter; {@code *} is every one of the organisation
 */
public record Caller(String subject, String organisation, Set<String> sandboxes) {

    private static final String EVERY_SANDBOX = "*";

    /** Null for an anonymous caller and for a token without an organisation: such a token opens nothing. */
    public static @Nullable Caller of(SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return null;
        }
        String organisation = token.getClaim("org");
        if (organisation == null) {
            return null;
        }
        String subject = token.getSubject() == null ? token.getName() : token.getSubject();
        return new Caller(String.valueOf(subject), organisation, texts(token.getClaim("sandboxes")));
    }

    /**
     * The caller of a request that has a token.
     *
     * @param named the header {@link SandboxRequestFilter#ORGANISATION_HEADER}, null when it was not sent
     */
    public static Caller require(SecurityIdentity identity, @Nullable String named) {
        Caller caller = of(identity);
        if (caller == null) {
            throw new ProblemException(GenericError.FORBIDDEN, "Expected a token with an organisation (claim org).");
        }
        if (named != null && !named.equals(caller.organisation())) {
            throw ProblemException.ofField(
                    GenericError.FORBIDDEN,
                    SandboxRequestFilter.ORGANISATION_HEADER,
                    "Expected the organisation of the token.");
        }
        return caller;
    }

    public boolean mayEnterEverySandbox() {
        return sandboxes.contains(EVERY_SANDBOX);
    }

    public boolean mayEnter(String sandbox) {
        return mayEnterEverySandbox() || sandboxes.contains(sandbox);
    }

    /** The claim's form depends on who parsed the token: JSON-P values, plain texts or a single text. */
    private static Set<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case null -> Set.of();
            case JsonArray array ->
                array.getValuesAs(JsonString.class).stream()
                        .map(JsonString::getString)
                        .collect(Collectors.toSet());
            case Collection<?> values -> values.stream().map(Caller::text).collect(Collectors.toSet());
            default -> Set.of(text(claim));
        };
    }

    private static String text(Object value) {
        return value instanceof JsonString string ? string.getString() : String.valueOf(value);
    }
}
