package io.coterie.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.simulators.linkedin.LinkedInSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void everyOptionIsRead() {
        Arguments arguments = Arguments.parse(
                "--linkedin-port", "1",
                "--mailbox-http-port", "2",
                "--smtp-port", "3",
                "--data", "there",
                "--parent-pid", "4",
                "--dkim-record", "mail._domainkey.acme.example=v=DKIM1; p=abc=",
                "--linkedin-versions", "202601-202612");
        assertThat(arguments.linkedIn().port()).isEqualTo(1);
        assertThat(arguments.linkedIn().data()).contains(Path.of("there"));
        assertThat(arguments.linkedIn().versions()).isEqualTo(new LinkedInSettings.Versions("202601", "202612"));
        assertThat(arguments.mailbox().httpPort()).isEqualTo(2);
        assertThat(arguments.mailbox().smtpPort()).isEqualTo(3);
        assertThat(arguments.mailbox().data()).contains(Path.of("there"));
        assertThat(arguments.mailbox().dkimRecords())
                .isEqualTo(Map.of("mail._domainkey.acme.example", "v=DKIM1; p=abc="));
        assertThat(arguments.parent()).hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port 1",
                "--data",
                "--smtp-port x",
                "--smtp-port 70000",
                "--dkim-record x",
                "--linkedin-versions 202601"
            })
    void aWrongLineIsExplained(String line) {
        assertThatThrownBy(() -> Arguments.parse(line.split(" ", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line.split(" ", -1)[0]);
    }
}
