package io.coterie.platform.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reference page says neither less nor more than the code. */
class ReferencePagesTest {

    private static final String HEAD = """
            ## another-service

            | setting | default |
            |---|---|
            | `coterie.other` | `1` |

            ## parcel-service

            | setting | default |
            |---|---|
            """;

    private static final String ROWS = """
            | `coterie.parcel.depth` | `3` |
            | `coterie.parcel.seal.colour` | none |
            | `coterie.parcel.seal.width` | `2` |
            | `coterie.parcel.stamp.price` | required |
            | `coterie.parcel-url` | required |
            """;

    @TempDir
    private java.nio.file.Path pages;

    @ConfigMapping(prefix = "coterie.parcel")
    interface ParcelConfig {

        @WithDefault("3")
        int depth();

        Optional<Seal> seal();

        Stamp stamp();

        interface Seal {

            String colour();

            @WithDefault("2")
            int width();
        }

        interface Stamp {

            String price();
        }
    }

    @SuppressWarnings("unused")
    static final class ParcelLinks {

        ParcelLinks(@ConfigProperty(name = "coterie.parcel-url") String url) {}
    }

    @Path("/v1/parcels")
    static final class ParcelResource {

        @GET
        @RolesAllowed("view-parcels")
        public String list() {
            return "";
        }
    }

    @Test
    void groupsInsideGroupsAndInjectedSettingsHaveTheirRows() throws IOException {
        write("configuration.md", HEAD + ROWS);

        assertThatCode(parcels()::requireSettings).doesNotThrowAnyException();
    }

    @Test
    void aMissingRowIsNamed() throws IOException {
        write("configuration.md", HEAD + ROWS.replace("| `coterie.parcel-url` | required |\n", ""));

        assertThatThrownBy(parcels()::requireSettings)
                .hasMessage("docs/reference/configuration.md, section parcel-service\nmissing:\n"
                        + "| `coterie.parcel-url` | required |");
    }

    @Test
    void aRowOfASettingThatIsGoneIsNamed() throws IOException {
        write("configuration.md", HEAD + ROWS + "| `coterie.parcel.seal` | none |\n");

        assertThatThrownBy(parcels()::requireSettings)
                .hasMessage("docs/reference/configuration.md, section parcel-service\nstale:\n"
                        + "| `coterie.parcel.seal` | none |");
    }

    @Test
    void aRowOfAnEndpointThatIsGoneIsNamed() throws IOException {
        write("permissions.md", """
                ## parcel-service

                | method | path | permission |
                |---|---|---|
                | GET | `/v1/parcels` | `view-parcels` |
                | DELETE | `/v1/parcels` | `manage-parcels` |
                """);

        assertThatThrownBy(parcels()::requireEndpoints)
                .hasMessage("docs/reference/permissions.md, section parcel-service\nstale:\n"
                        + "| DELETE | `/v1/parcels` | `manage-parcels` |");
    }

    private ReferencePages parcels() {
        return new ReferencePages(
                new ClassFileImporter().importClasses(ParcelConfig.class, ParcelLinks.class, ParcelResource.class),
                "parcel-service",
                pages);
    }

    private void write(String page, String text) throws IOException {
        Files.writeString(pages.resolve(page), text);
    }
}
