package io.coterie.localstack;

import io.coterie.localstack.stack.Part;
import io.coterie.localstack.stack.Stack;
import java.time.Duration;
import java.util.Locale;

/** Where to look, once everything runs. */
final class Welcome {

    private Welcome() {}

    /** What {@code ./coterie up} says. */
    static String afterStart(Stack stack, Duration took) {
        return text(stack, String.format(Locale.ROOT, "Coterie is ready after %.1f s.", took.toMillis() / 1000.0));
    }

    /** What {@code ./coterie demo --keep} says. */
    static String afterDemo(Stack stack) {
        return text(stack, "Coterie keeps running, with what the demo has made in the sandbox demo.");
    }

    private static String text(Stack stack, String headline) {
        StringBuilder text = new StringBuilder("\n" + headline + "\n\n");
        for (Part service : Part.SERVICES) {
            row(text, service.label(), stack.url(service) + "   API page " + stack.url(service) + "/q/swagger-ui");
        }
        row(
                text,
                "Keycloak",
                stack.url(Part.KEYCLOAK) + "/admin   user admin, password "
                        + stack.secrets().keycloakAdminPassword());
        row(text, "mailbox", stack.mailboxUrl() + "/messages");
        row(text, "LinkedIn (simulated)", stack.url(Part.SIMULATORS).toString());
        row(text, "PostgreSQL", "127.0.0.1:" + stack.settings().ports().of(Part.POSTGRESQL));
        row(text, "Kafka", stack.bootstrapServers());
        row(text, "logs", stack.settings().logs().toString());
        row(text, "settings in dev mode", ServiceEnvironmentFiles.directory(stack) + "/<service>.env");
        text.append("""

                A token for programs, with every permission in the organisation acme (30 minutes):

                  TOKEN=$(curl -s %ISSUER/protocol/openid-connect/token \\
                    -d grant_type=client_credentials -d client_id=coterie-services \\
                    -d client_secret=%CLIENT_SECRET | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                  curl -H "Authorization: Bearer $TOKEN" %PROFILE/v1/sandboxes

                People, all with the password %USER_PASSWORD: jo (B2B Journey Manager), casey (B2B Channel Manager),
                sam (B2B System Administrator), sal (B2B Sales User), pat (Platform Administrator); gil belongs to another
                organisation, globex. Their tokens: -d grant_type=password -d client_id=coterie-frontend -d username=pat
                -d password=…

                Ctrl-C stops everything; the data stays.
                """.replace("%ISSUER", stack.issuer())
                .replace("%CLIENT_SECRET", stack.secrets().clientSecret())
                .replace("%USER_PASSWORD", stack.secrets().userPassword())
                .replace("%PROFILE", stack.url(Part.PROFILE_SERVICE).toString()));
        return text.toString();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-22s %s%n", name, value));
    }
}
