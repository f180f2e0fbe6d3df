package io.coterie.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fresh start deletes what an earlier run left, and nothing of anybody else. */
class LeftoversTest {

    @TempDir
    private Path data;

    @Test
    void storesAreForgottenAndKeysStay() throws IOException {
        Files.createFile(data.resolve(Secrets.FILE));
        Files.createFile(Files.createDirectory(data.resolve("postgres")).resolve("row"));

        Leftovers.forget(data);

        assertThat(data.resolve("postgres")).doesNotExist();
        assertThat(data.resolve(Secrets.FILE)).exists();
    }

    @Test
    void whatUpKeepsIsNotForgottenAndTheRefusalSaysWhatToDo() throws IOException {
        Files.createFile(data.resolve(Secrets.FILE));
        Path row =
                Files.createFile(Files.createDirectory(data.resolve("postgres")).resolve("row"));
        Leftovers.keep(data);

        assertThatThrownBy(() -> Leftovers.forget(data))
                .isInstanceOf(StackException.class)
                .hasMessage(data + " is data of ./coterie up, so it is not emptied.\n"
                        + "Choose another directory with --data DIR, or delete this one: ./coterie reset --data "
                        + data);

        assertThat(row).exists();
    }

    @Test
    void aDirectoryOfSomebodyElseIsLeftAlone() throws IOException {
        Path row =
                Files.createFile(Files.createDirectory(data.resolve("postgres")).resolve("row"));

        assertThatThrownBy(() -> Leftovers.forget(data))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("does not look like Coterie's data");

        assertThat(row).exists();
    }

    @Test
    void anEmptyDirectoryIsFine() {
        Leftovers.forget(data);

        assertThat(data).isEmptyDirectory();
    }
}
