package io.coterie.localstack.stack;

/** Something the person at the terminal can do something about; its message is all they need to see. */
public final class StackException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StackException(String message) {
        super(message);
    }

    StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
