package io.coterie.benchmarks.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.localstack.demo.Definitions;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A sandbox with a population in it, and the definitions that people would make there, as the demonstration makes them. */
public final class Demand {

    private final Suite suite;
    private final String sandbox;
    private final int sandboxId;
    private final Map<String, String> ids = new LinkedHashMap<>();

    private Demand(Suite suite, String sandbox, int sandboxId) {
        this.suite = suite;
        this.sandbox = sandbox;
        this.sandboxId = sandboxId;
    }

    /** A new sandbox with nobody in it. */
    public static Demand of(Suite suite, String sandbox) {
        return new Demand(suite, sandbox, suite.sandbox(sandbox));
    }

    /** A new sandbox that holds the population everywhere. */
    public static Demand of(Suite suite, String sandbox, Population population) {
        Demand demand = of(suite, sandbox);
        suite.rest().bulk(sandbox, suite.profile(), "/v1/accounts/bulk", population.accountLines(suite.input()));
        suite.rest().bulk(sandbox, suite.profile(), "/v1/persons/bulk", population.personLines(suite.input()));
        var _ = suite.untilQuiet();
        return demand;
    }

    public String sandbox() {
        return sandbox;
    }

    public int sandboxId() {
        return sandboxId;
    }

    public String idOf(String definition) {
        return Objects.requireNonNull(ids.get(definition), definition);
    }

    /** An account audience that holds every account. */
    public void audience() {
        ids.put("employees", "1");
        create("audience", suite.profile(), "/v1/audiences", Definitions.TARGET_AUDIENCE);
    }

    /** A template of roles, published, and a solution interest that uses it. */
    public void interest(String rolesTemplate) {
        create("template", suite.buyingGroups(), "/v1/roles-templates", rolesTemplate);
        publish(suite.buyingGroups(), "/v1/roles-templates/" + idOf("template"));
        create("stages", suite.buyingGroups(), "/v1/stage-models", Definitions.STAGE_MODEL);
        publish(suite.buyingGroups(), "/v1/stage-models/" + idOf("stages"));
        create("interest", suite.buyingGroups(), "/v1/solution-interests", Definitions.SOLUTION_INTEREST);
        var _ = suite.untilQuiet();
    }

    /** A standing order for a group per account of the audience. */
    public void creationJob() {
        create("job", suite.buyingGroups(), "/v1/creation-jobs", Definitions.CREATION_JOB);
    }

    public void create(String name, URI service, String path, String template) {
        JsonNode created = suite.rest().post(sandbox, service, path, Definitions.fill(template, ids));
        ids.put(name, created.path("id").asText());
    }

    public void publish(URI service, String path) {
        suite.rest().post(sandbox, service, path + "/publish", Definitions.fill("{}", Map.of()));
    }

    /** Groups there are, to be sure that what was measured has happened. */
    public int groups() {
        return suite.rest()
                .get(sandbox, suite.buyingGroups(), "/v1/buying-groups/summary?solutionInterest=" + idOf("interest"))
                .path("count")
                .asInt();
    }
}
