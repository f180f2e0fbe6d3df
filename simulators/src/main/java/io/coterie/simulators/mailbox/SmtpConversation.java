package io.coterie.simulators.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.Session;

/** One MAIL, RCPT, DATA sequence. The answer to the final dot is given when the message is safe. */
final class SmtpConversation implements MessageHandler {

    private static final Logger LOGGER = Logger.getLogger(SmtpConversation.class);
    private static final long HELD_AT_MOST = 3_600_000;

    private final MessageContext context;
    private final MessageStore store;
    private final SmtpFaults faults;
    private final List<String> recipients = new ArrayList<>();
    private String from = "";

    SmtpConversation(MessageContext context, MessageStore store, SmtpFaults faults) {
        this.context = context;
        this.store = store;
        this.faults = faults;
    }

    @Override
    public void from(String sender) {
        from = sender;
    }

    @Override
    public void recipient(String recipient) throws RejectException {
        refuse(faults.take(SmtpFault.Kind.REFUSE_RECIPIENT, List.of(recipient)));
        recipients.add(recipient);
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
        byte[] message = data.readAllBytes();
        Optional<SmtpFault> refusal = faults.take(SmtpFault.Kind.REFUSE_MESSAGE, recipients);
        if (refusal.isPresent()) {
            forgetTransaction();
            refuse(refusal);
        }
        if (faults.take(SmtpFault.Kind.DROP_BEFORE_STORE, recipients).isPresent()) {
            throw hangUp();
        }
        int id = store.store(from, recipients, message);
        if (faults.take(SmtpFault.Kind.DROP_AFTER_STORE, recipients).isPresent()) {
            throw hangUp();
        }
        Optional<SmtpFault> slow = faults.take(SmtpFault.Kind.SLOW, recipients);
        if (slow.isPresent()) {
            waitFor(slow.get().milliseconds());
        }
        if (faults.take(SmtpFault.Kind.HOLD, recipients).isPresent()) {
            waitFor(HELD_AT_MOST);
        }
        return "2.0.0 Ok: stored as " + id;
    }

    @Override
    public void done() {
        LOGGER.tracef("Mail from %s is through", from);
    }

    private static void refuse(Optional<SmtpFault> fault) throws RejectException {
        if (fault.isPresent()) {
            throw new RejectException(fault.get().code(), fault.get().message());
        }
    }

    /** RFC 5321 ends the transaction with a refusal too; the library does so only with a 250. */
    private void forgetTransaction() {
        ((Session) context).resetMailTransaction();
    }

    /** Closes the socket first, so that the reply that belongs to the exception reaches nobody. */
    private RejectException hangUp() throws IOException {
        ((Session) context).closeSocket();
        return new DropConnectionException("The connection is gone");
    }

    private void waitFor(long milliseconds) throws IOException {
        try {
            boolean cleared = faults.awaitCleared(milliseconds);
            LOGGER.debugf("An answer was kept back, faults cleared: %s", cleared);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The mailbox stops", e);
        }
    }
}
