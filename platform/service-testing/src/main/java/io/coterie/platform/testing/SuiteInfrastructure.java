package io.coterie.platform.testing;

import io.coterie.contracts.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service needs around it: a database of its own, a broker with the suite's topics, and trust in {@link Tokens}.
 * PostgreSQL and Kafka start once per JVM and serve every test class.
 *
 * <pre>{@code
 * @QuarkusTest
 * @WithTestResource(value = SuiteInfrastructure.class,
 *         initArgs = @ResourceArg(name = SuiteInfrastructure.DATABASE, value = "buying_group"))
 * }</pre>
 */
public final class SuiteInfrastructure implements QuarkusTestResourceLifecycleManager {

    /** Name of the argument that names the service's database. */
    public static final String DATABASE = "database";

    private static final int PARTITIONS = 2;

    private @Nullable String database;

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.get(DATABASE);
    }

    @Override
    public Map<String, String> start() {
        if (database == null) {
            throw new IllegalArgumentException("Name the service's database: @ResourceArg(name = \"database\", …)");
        }
        Infrastructure infrastructure = Infrastructure.ofThisJvm();
        ServiceDatabase created = ServiceDatabase.create(infrastructure, database, "owner", "service");
        try (KafkaProbe kafka = KafkaProbe.to(infrastructure.bootstrapServers())) {
            kafka.createTopics(Topics.ALL, PARTITIONS);
            for (String organisation : List.of(Tokens.ACME, Tokens.GLOBEX)) {
                kafka.createTopics(Topics.ofPartner(organisation), PARTITIONS);
            }
        }
        Map<String, String> configuration = new HashMap<>(created.configuration());
        configuration.put("kafka.bootstrap.servers", infrastructure.bootstrapServers());
        configuration.put("quarkus.oidc.public-key", TokenKeys.publicKey());
        configuration.put("quarkus.oidc.token.issuer", Tokens.ISSUER);
        configuration.put("quarkus.oidc.token.audience", Tokens.AUDIENCE);
        configuration.put("quarkus.oidc.roles.role-claim-path", "realm_access/roles");
        return configuration;
    }

    @Override
    public void stop() {
        // The next test class uses the same servers; they end with the JVM.
    }

    /** Address of this JVM's broker. */
    public static String bootstrapServers() {
        return Infrastructure.ofThisJvm().bootstrapServers();
    }

    /** This JVM's PostgreSQL server, for tests that look at rows as the superuser or create databases of their own. */
    public static PostgresServer postgres() {
        return Infrastructure.ofThisJvm();
    }
}
