package io.coterie.buyinggroup.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.platform.problem.ProblemException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrmIdTest {

    @ParameterizedTest
    @CsvSource({
        "{6F1C2E5A-0B3D-4E8F-9A7B-1C2D3E4F5A6B}, 6f1c2e5a-0b3d-4e8f-9a7b-1c2d3e4f5a6b",
        "6f1c2e5a-0b3d-4e8f-9a7b-1c2d3e4f5a6b, 6f1c2e5a-0b3d-4e8f-9a7b-1c2d3e4f5a6b",
        "0015g00000AbCdEAAV, 0015g00000AbCdEAAV",
    })
    @DisplayName("CRM-03: a GUID in lower case without braces, an id of Salesforce as it is")
    void anIdHasOneSpelling(String asked, String kept) {
        assertThat(CrmId.of(asked).value()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\0b"})
    void whatIsNoIdIsRefused(String text) {
        assertThatThrownBy(() -> CrmId.of(text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void anEndlessIdIsRefused() {
        assertThatThrownBy(() -> CrmId.of("x".repeat(101))).isInstanceOf(ProblemException.class);
    }
}
