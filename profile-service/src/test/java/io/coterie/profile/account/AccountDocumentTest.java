package io.coterie.profile.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.platform.problem.ProblemException;
import io.coterie.platform.problem.Violation;
import io.coterie.profile.source.SourceKey;
import io.coterie.profile.xdm.XdmDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountDocumentTest {

    private static final SourceKey KEY = SourceKey.parse("1@crm.CRM");

    @Test
    void anAccountIsNamedByItsSourceKey() {
        AccountDocument account =
                AccountDocument.of(json("{\"accountKey\":{\"sourceKey\":\"1@crm.CRM\"},\"accountName\":\"Acme\"}"));

        assertThat(account.key()).isEqualTo("1@crm.CRM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"accountName\":null,", "\"accountName\":\" \","})
    void anAccountWithoutNameIsRefused(String name) {
        ProblemException refusal = catchThrowableOfType(
                ProblemException.class,
                () -> AccountDocument.of(json("{" + name + "\"accountKey\":{\"sourceKey\":\"1@crm.CRM\"}}")));

        assertThat(refusal.violations()).extracting(Violation::field).containsExactly("/accountName");
    }

    @Test
    void anAccountWithoutKeyIsRefused() {
        ProblemException refusal = catchThrowableOfType(
                ProblemException.class, () -> AccountDocument.of(json("{\"accountName\":\"Acme\"}")));

        assertThat(refusal.violations()).extracting(Violation::field).containsExactly("/accountKey");
    }

    @Test
    void theKeyOfThePathNeedNotBeRepeated() {
        assertThat(AccountDocument.of(json("{\"accountName\":\"Acme\"}"), KEY).key())
                .isEqualTo("1@crm.CRM");
    }

    @Test
    void aKeyOtherThanThePathsIsRefused() {
        ProblemException refusal = catchThrowableOfType(
                ProblemException.class,
                () -> AccountDocument.of(
                        json("{\"accountKey\":{\"sourceKey\":\"2@crm.CRM\"},\"accountName\":\"Acme\"}"), KEY));

        assertThat(refusal.violations()).extracting(Violation::field).containsExactly("/accountKey");
    }

    private static ObjectNode json(String text) {
        return XdmDocument.read(text.getBytes(UTF_8));
    }
}
