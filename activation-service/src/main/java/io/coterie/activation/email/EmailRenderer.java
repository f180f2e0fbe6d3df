package io.coterie.activation.email;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.activation.delivery.ConsentDecision;
import io.coterie.activation.delivery.OutgoingMail;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes one person's mail of a definition. */
final class EmailRenderer {

    private EmailRenderer() {}

    /**
     * @param account a missing node when the account is not known
     * @param unsubscribeUrl for marketing mail; it is appended unless the author has placed it (§13.6)
     */
    static OutgoingMail render(
            EmailDefinition email,
            JsonNode person,
            JsonNode account,
            ConsentDecision.Granted recipient,
            Optional<String> unsubscribeUrl) {
        Values values = new Values(person, account, unsubscribeUrl);
        return new OutgoingMail(
                List.of(recipient),
                Template.of(email.fromName()).render(values::at, Escaping::singleLine),
                email.fromAddress(),
                Optional.ofNullable(email.replyTo()),
                Template.of(email.subject()).render(values::at, Escaping::singleLine),
                Optional.ofNullable(email.html()).map(Template::of).map(html -> html(html, values)),
                Optional.ofNullable(email.text()).map(Template::of).map(text -> text(text, values)),
                unsubscribeUrl);
    }

    private static String html(Template template, Values values) {
        String rendered = template.render(values::at, Escaping::html);
        if (values.unsubscribeUrl().isEmpty() || template.mentions(Template.UNSUBSCRIBE_LINK)) {
            return rendered;
        }
        String link = "<p><a href=\"" + Escaping.html(values.unsubscribeUrl().get()) + "\">Unsubscribe</a></p>\n";
        int end = rendered.toLowerCase(Locale.ROOT).lastIndexOf("</body>");
        return end < 0 ? rendered + "\n" + link : rendered.substring(0, end) + link + rendered.substring(end);
    }

    private static String text(Template template, Values values) {
        String rendered = template.render(values::at, Escaping::none);
        return values.unsubscribeUrl()
                .filter(_ -> !template.mentions(Template.UNSUBSCRIBE_LINK))
                .map(url -> rendered + "\n\nUnsubscribe: " + url + "\n")
                .orElse(rendered);
    }

    private record Values(JsonNode person, JsonNode account, Optional<String> unsubscribeUrl) {

        Optional<String> at(String path) {
            if (path.equals(Template.UNSUBSCRIBE_LINK)) {
                return unsubscribeUrl;
            }
            JsonNode document = path.startsWith("person") ? person : account;
            String inner = path.substring(path.indexOf('.') + 1);
            return Template.valueAt(document, inner);
        }
    }
}
