package io.coterie.activation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmtpTransportTest {

    @Test
    void whatFailsBeforeAConnectionIsReadyHasDeliveredNothing() {
        assertThat(SmtpTransport.result(new ConnectException("refused"), false))
                .isEqualTo(new HandOverResult.NotReached("refused"));
        assertThat(SmtpTransport.result(new SMTPException("bad greeting", 554, List.of("554 no"), false), false))
                .isInstanceOf(HandOverResult.NotReached.class);
        assertThat(SmtpTransport.result(new IOException("socket was closed unexpected."), false))
                .isInstanceOf(HandOverResult.NotReached.class);
    }

    @Test
    void aReplyOfTheServerIsCertain() {
        assertThat(SmtpTransport.result(new SMTPException("x", 550, List.of("550 5.1.1 unknown"), false), true))
                .isEqualTo(new HandOverResult.Refused(550, "550 5.1.1 unknown"));
        assertThat(SmtpTransport.result(new SMTPException("x", 451, List.of("451 4.3.0 later"), false), true))
                .isEqualTo(new HandOverResult.Deferred(451, "451 4.3.0 later"));
    }

    @Test
    void silenceAfterAReadyConnectionIsNot() {
        assertThat(SmtpTransport.result(new IOException("socket was closed unexpected."), true))
                .isInstanceOf(HandOverResult.Unknown.class);
    }

    @Test
    void theUnsubscribeHeadersAreSignedOnceEach() {
        assertThat(SmtpTransport.SIGNED_HEADERS)
                .contains("From", "List-Unsubscribe", "List-Unsubscribe-Post")
                .doesNotHaveDuplicates();
    }
}
