package io.coterie.activation.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import org.junit.jupiter.api.Test;

class EmailContentTest {

    @Test
    void aCompleteEmailIsKeptInNormalForm() {
        EmailContent content = EmailContent.of(new EmailRequest(
                " Welcome ", "Hello", "<p>Hi</p>", "", "Acme", "Sales@ACME.example", "help@acme.example", null));

        assertThat(content)
                .isEqualTo(new EmailContent(
                        "Welcome",
                        "Hello",
                        "<p>Hi</p>",
                        null,
                        "Acme",
                        "sales@acme.example",
                        "help@acme.example",
                        false));
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        EmailRequest request = new EmailRequest(null, " ", null, null, "", "acme", "also not", null);

        assertThatThrownBy(() -> EmailContent.of(request))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.violations())
                                .extracting(Violation::field)
                                .containsExactly(
                                        "/name", "/subject", "/fromName", "/fromAddress", "/replyTo", "/html"));
    }

    @Test
    void aBrokenTokenIsReportedWithItsColumn() {
        EmailRequest request = new EmailRequest(
                "Welcome", "Hello {{profile.firstName}}", "<p>Hi</p>", null, "Acme", "sales@acme.example", null, null);

        assertThatThrownBy(() -> EmailContent.of(request))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.violations())
                                .singleElement()
                                .satisfies(violation -> {
                                    assertThat(violation.field()).isEqualTo("/subject");
                                    assertThat(violation.column()).isEqualTo(7);
                                }));
    }
}
