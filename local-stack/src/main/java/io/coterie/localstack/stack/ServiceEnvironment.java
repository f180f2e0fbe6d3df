package io.coterie.localstack.stack;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the services are told where everything is: by environment, because a command line shows its secrets to everybody.
 *
 * @param more of each service, from the settings
 */
record ServiceEnvironment(Ports ports, Secrets secrets, Map<Part, Map<String, String>> more) {

    private static final String MAIL_DOMAIN = "acme.example";
    private static final String DKIM_SELECTOR = "coterie";

    Map<String, String> of(Part service) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.of(service)));
        environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", issuer());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        environment.put("COTERIE_DATABASE_HOST", "127.0.0.1");
        environment.put("COTERIE_DATABASE_PORT", Integer.toString(ports.of(Part.POSTGRESQL)));
        environment.put("COTERIE_DATABASE_NAME", service.database());
        environment.put("COTERIE_DATABASE_OWNER_USER", service.database() + "_owner");
        environment.put("COTERIE_DATABASE_OWNER_PASSWORD", secrets.ownerPassword(service));
        environment.put("COTERIE_DATABASE_SERVICE_USER", service.database() + "_service");
        environment.put("COTERIE_DATABASE_SERVICE_PASSWORD", secrets.servicePassword(service));
        environment.put("COTERIE_SECRET_KEY", secrets.masterKey());
        environment.put("COTERIE_PUBLIC_URL", "http://127.0.0.1:" + ports.of(service));
        // The simulators stand in for vendors of the internet; a real deployment allows no internal address.
        environment.put("COTERIE_OUTBOUND_ALLOWED_INTERNAL", "127.0.0.1");
        if (service == Part.ACTIVATION_SERVICE) {
            environment.put("COTERIE_MAIL_HOST", "127.0.0.1");
            environment.put("COTERIE_MAIL_PORT", Integer.toString(ports.mailboxSmtp()));
            environment.put("COTERIE_MAIL_START_TLS", "DISABLED");
            environment.put("COTERIE_MAIL_OWN_HOST", MAIL_DOMAIN);
            environment.put("COTERIE_MAIL_DKIM_DOMAIN", MAIL_DOMAIN);
            environment.put("COTERIE_MAIL_DKIM_SELECTOR", DKIM_SELECTOR);
            environment.put("COTERIE_MAIL_DKIM_PRIVATE_KEY", secrets.dkimPrivateKey());
        }
        environment.putAll(more.getOrDefault(service, Map.of()));
        return environment;
    }

    /** Where a receiver of our mail looks for the key that verifies its signature. */
    String dkimName() {
        return DKIM_SELECTOR + "._domainkey." + MAIL_DOMAIN;
    }

    String dkimRecord() {
        return "v=DKIM1; k=rsa; p=" + secrets.dkimPublicKey();
    }

    String issuer() {
        return "http://127.0.0.1:" + ports.of(Part.KEYCLOAK) + "/realms/coterie";
    }

    String bootstrapServers() {
        return "127.0.0.1:" + ports.of(Part.KAFKA);
    }
}
