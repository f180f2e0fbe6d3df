package io.coterie.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path data;

    @Test
    void secretsAreMadeOnceForADataDirectory() {
        Secrets first = Secrets.of(data);

        Secrets second = Secrets.of(data);

        assertThat(second.masterKey()).isEqualTo(first.masterKey());
        assertThat(second.servicePassword(Part.JOURNEY_SERVICE)).isEqualTo(first.servicePassword(Part.JOURNEY_SERVICE));
        assertThat(second.dkimPublicKey()).isEqualTo(first.dkimPublicKey());
    }

    @Test
    void onlyTheirOwnerReadsThem() throws IOException {
        var _ = Secrets.of(data);

        assertThat(Files.getPosixFilePermissions(data.resolve("secrets.properties")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void theMasterKeyHas32BytesAndPasswordsDiffer() {
        Secrets secrets = Secrets.of(data);

        assertThat(Base64.getDecoder().decode(secrets.masterKey())).hasSize(32);
        assertThat(secrets.ownerPassword(Part.PROFILE_SERVICE))
                .isNotEqualTo(secrets.servicePassword(Part.PROFILE_SERVICE));
    }

    @Test
    void aSecretThatALaterVersionNeedsIsAdded() throws IOException {
        Files.writeString(data.resolve("secrets.properties"), "master-key=kept\n");

        Secrets secrets = Secrets.of(data);

        assertThat(secrets.masterKey()).isEqualTo("kept");
        assertThat(secrets.clientSecret()).isNotBlank();
    }
}
