package io.coterie.activation.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "ada@acme.example, ada@acme.example, acme.example",
        "' Ada.Lovelace@ACME.example ', ada.lovelace@acme.example, acme.example",
        "a+tag@eu.acme.example, a+tag@eu.acme.example, eu.acme.example",
        "ada@bücher.example, ada@xn--bcher-kva.example, xn--bcher-kva.example",
    })
    void anAddressHasOneNormalForm(String text, String value, String domain) {
        assertThat(EmailAddress.parse(text)).hasValueSatisfying(address -> {
            assertThat(address.value()).isEqualTo(value);
            assertThat(address.domain()).isEqualTo(domain);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@acme.example",
                "ada@",
                "ada@acme",
                "ada acme@acme.example",
                "ada@acme..example",
                ".ada@acme.example",
                "ada.@acme.example",
                "ada@-acme.example",
                "ada@acme.example\r\nBcc: x@y.example",
                "ada@acme.example, bob@acme.example",
                "<ada@acme.example>",
                "ädä@acme.example",
                "ada@127.0.0.1",
                "a@b@acme.example\u0000"
            })
    void whatSmtpCannotCarryIsNoAddress(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @Test
    void anEndlessAddressIsRefused() {
        assertThat(EmailAddress.parse("a".repeat(65) + "@acme.example")).isEmpty();
        assertThat(EmailAddress.parse("ada@" + "a.".repeat(130) + "example")).isEmpty();
    }

    @Test
    void freeMailSaysNothingAboutACompany() {
        assertThat(FreeMailDomains.contains("gmail.com")).isTrue();
        assertThat(FreeMailDomains.contains("acme.example")).isFalse();
    }

    @Test
    void everyListedDomainIsInNormalForm() {
        Set<String> notNormal = FreeMailDomains.all().stream()
                .filter(domain -> EmailAddress.parse("a@" + domain)
                        .filter(address -> address.domain().equals(domain))
                        .isEmpty())
                .collect(Collectors.toSet());

        assertThat(notNormal).isEmpty();
        assertThat(FreeMailDomains.all()).hasSizeGreaterThan(300);
    }
}
