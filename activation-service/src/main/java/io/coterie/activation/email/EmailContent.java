package io.coterie.activation.email;

import io.coterie.activation.address.EmailAddress;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an author defines (§13.2), checked: it can be sent. Subject, from name and bodies may hold tokens.
 *
 * @param operational goes out whatever the recipient opted out of, and carries no unsubscribe link
 */
record EmailContent(
        String name,
        String subject,
        @Nullable String html,
        @Nullable String text,
        String fromName,
        String fromAddress,
        @Nullable String replyTo,
        boolean operational) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SUBJECT = 500;
    private static final int LONGEST_BODY = 1_000_000;

    /** Checks every field and fails with all that is wrong (§13.4: from name, subject and content are needed). */
    static EmailContent of(EmailRequest request) {
        List<Violation> violations = new ArrayList<>();
        required(violations, "/name", request.name(), LONGEST_NAME);
        required(violations, "/subject", request.subject(), LONGEST_SUBJECT);
        required(violations, "/fromName", request.fromName(), LONGEST_NAME);
        address(violations, "/fromAddress", request.fromAddress());
        if (request.replyTo() != null) {
            address(violations, "/replyTo", request.replyTo());
        }
        if (isBlank(request.html()) && isBlank(request.text())) {
            violations.add(new Violation("/html", "Expected content: html, text or both."));
        }
        template(violations, "/subject", request.subject(), LONGEST_SUBJECT);
        template(violations, "/fromName", request.fromName(), LONGEST_NAME);
        template(violations, "/html", request.html(), LONGEST_BODY);
        template(violations, "/text", request.text(), LONGEST_BODY);
        if (!violations.isEmpty()) {
            throw new ProblemException(EmailError.EMAIL_INVALID, "Expected an e-mail that can be sent.", violations);
        }
        return new EmailContent(
                Objects.requireNonNull(request.name()).strip(),
                Objects.requireNonNull(request.subject()),
                isBlank(request.html()) ? null : request.html(),
                isBlank(request.text()) ? null : request.text(),
                Objects.requireNonNull(request.fromName()),
                normal(Objects.requireNonNull(request.fromAddress())),
                request.replyTo() == null ? null : normal(request.replyTo()),
                Boolean.TRUE.equals(request.operational()));
    }

    private static void required(List<Violation> violations, String field, @Nullable String value, int longest) {
        if (isBlank(value)) {
            violations.add(new Violation(field, "Expected a text."));
        } else if (value != null && value.length() > longest) {
            violations.add(new Violation(field, "Expected at most " + longest + " characters."));
        }
    }

    private static void address(List<Violation> violations, String field, @Nullable String value) {
        if (value == null || EmailAddress.parse(value).isEmpty()) {
            violations.add(new Violation(field, "Expected an e-mail address."));
        }
    }

    private static void template(List<Violation> violations, String field, @Nullable String source, int longest) {
        if (source == null) {
            return;
        }
        if (source.length() > longest) {
            violations.add(new Violation(field, "Expected at most " + longest + " characters."));
            return;
        }
        Template.read(source)
                .faults()
                .forEach(fault -> violations.add(new Violation(field, fault.detail(), fault.column())));
    }

    private static String normal(String address) {
        return EmailAddress.parse(address).orElseThrow().value();
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }
}
