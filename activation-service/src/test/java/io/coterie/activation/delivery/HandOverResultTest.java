package io.coterie.activation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which refusals say something about the address (RFC 3463). */
class HandOverResultTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 <gone@acme.example>: Recipient address rejected: User unknown",
                "5.1.1 No such user here",
                "550-5.1.1 The email account that you tried to reach does not exist",
                "556 5.1.10 <a@b.example>: Domain does not accept mail",
                "550 5.2.1 Mailbox disabled"
            })
    void thereIsNoSuchAddress(String reply) {
        assertThat(new HandOverResult.Refused(550, reply).saysThereIsNoSuchAddress())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.7.1 Not accepted from here",
                "550 5.7.515 Access denied, sending domain does not pass DMARC",
                "553 5.1.8 Sender address rejected: Domain not found",
                "552 5.3.4 Message too big",
                "552 5.2.2 Mailbox full",
                "550 Requested action not taken",
                "554 Connection from 10.5.1.1 refused"
            })
    void nothingIsSaidAboutTheAddress(String reply) {
        assertThat(new HandOverResult.Refused(550, reply).saysThereIsNoSuchAddress())
                .isFalse();
    }
}
