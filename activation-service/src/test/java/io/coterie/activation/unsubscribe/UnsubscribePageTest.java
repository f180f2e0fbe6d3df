package io.coterie.activation.unsubscribe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnsubscribePageTest {

    @Test
    void theQuestionHidesTheAddressAndPostsOneClick() {
        assertThat(UnsubscribePage.question("ada@acme.example"))
                .contains("a…@acme.example", "method=\"post\"", "name=\"List-Unsubscribe\" value=\"One-Click\"")
                .doesNotContain("ada@acme.example", "<script");
    }

    @Test
    void anAddressCannotBecomeMarkup() {
        assertThat(UnsubscribePage.question("<script>@acme.example")).doesNotContain("<script");
    }
}
