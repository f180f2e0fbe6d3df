package io.coterie.activation.destination;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An account in LinkedIn's words (LNK-11): how a company is recognised there. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Company(
        @Nullable String name,
        @Nullable String websiteDomain,
        @Nullable String emailDomain) {

    private static final int LONGEST_NAME = 100;
    private static final Pattern DOMAIN = Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9-]{2,}");

    /** Empty when the account has nothing that LinkedIn could recognise it by. */
    static Optional<Company> of(JsonNode account) {
        String name = account.path("accountName").asText("").strip();
        Company company = new Company(
                name.isEmpty()
                        ? null
                        : name.substring(
                                0,
                                name.offsetByCodePoints(
                                        0, Math.min(name.codePointCount(0, name.length()), LONGEST_NAME))),
                websiteDomain(account.at("/accountOrganization/website").asText(""))
                        .orElse(null),
                domain(account.path("primaryEmailDomain").asText("")).orElse(null));
        return company.name == null && company.websiteDomain == null && company.emailDomain == null
                ? Optional.empty()
                : Optional.of(company);
    }

    /** What makes two accounts the same entry in an audience: the strongest thing they can be recognised by. */
    @JsonIgnore
    String identity() {
        if (websiteDomain != null) {
            return "website:" + websiteDomain;
        }
        return emailDomain != null
                ? "email:" + emailDomain
                : "name:" + String.valueOf(name).toLowerCase(Locale.ROOT);
    }

    /** The host of a website, written with or without scheme and path, without {@code www.}. */
    static Optional<String> websiteDomain(String website) {
        String text = website.strip();
        int scheme = text.indexOf("://");
        String authority = text.substring(scheme < 0 ? 0 : scheme + 3).split("[/?#]", 2)[0];
        if (authority.indexOf('@') >= 0) {
            return Optional.empty();
        }
        String host = authority.replaceFirst(":\\d*$", "").replaceFirst("(?i)^www\\.", "");
        return domain(host);
    }

    private static Optional<String> domain(String text) {
        try {
            String ascii = IDN.toASCII(text.strip()).toLowerCase(Locale.ROOT);
            return Optional.of(ascii).filter(domain -> DOMAIN.matcher(domain).matches());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
