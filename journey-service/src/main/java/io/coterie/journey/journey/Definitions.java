package io.coterie.journey.journey;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.journey.catalogue.SandboxFields;
import io.coterie.journey.definition.CompiledJourney;
import io.coterie.journey.definition.Finding;
import io.coterie.journey.definition.JourneyCompiler;
import io.coterie.journey.definition.JourneyCompiler.Compilation;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What is wrong with a body, by itself and beside the sandbox's fields and definitions. */
@ApplicationScoped
class Definitions {

    private final SandboxFields fields;
    private final References references;

    Definitions(SandboxFields fields, References references) {
        this.fields = fields;
        this.references = references;
    }

    /** The body compiled; refused with every finding when it does not hold together. */
    Uni<CompiledJourney> compile(SqlConnection connection, Sandbox sandbox, JsonNode body) {
        return compilation(connection, sandbox, body)
                .map(compilation -> Optional.ofNullable(compilation.journey())
                        .orElseThrow(() -> JourneyProblems.refusal(compilation.findings())));
    }

    /** Everything that is in the way of a publication. */
    Uni<List<Finding>> findings(SqlConnection connection, Sandbox sandbox, JsonNode body) {
        return compilation(connection, sandbox, body).chain(compilation -> {
            CompiledJourney journey = compilation.journey();
            return journey == null
                    ? Uni.createFrom().item(compilation.findings())
                    : references.check(connection, sandbox, journey);
        });
    }

    /** What a journey names and is not there. */
    Uni<List<Finding>> missing(SqlConnection connection, Sandbox sandbox, CompiledJourney journey) {
        return references.check(connection, sandbox, journey);
    }

    private Uni<Compilation> compilation(SqlConnection connection, Sandbox sandbox, JsonNode body) {
        return fields.catalogue(connection, sandbox).map(catalogue -> JourneyCompiler.compile(body, catalogue));
    }
}
