package io.coterie.activation.linkedin;

import java.util.Set;

/** What an answer of LinkedIn means for the next attempt (external contracts §1.1). */
public enum RetryClass {
    /** Nothing came back, or a 5xx: it may or may not have been done. Try again. */
    ANSWER_LOST,
    /** 408, 409, 423, 429 and 404 right after creation: it has not been done. Try again. */
    LATER,
    /** 400 and 422: this record, or one of this batch, is at fault. Trying again would not help. */
    RECORD,
    /** 401: refresh the token once, then somebody has to connect again. */
    TOKEN,
    /** 403: stop, somebody has to be given a permission. */
    PERMISSION,
    /** 426: stop, the API version has come to its end and must be raised. */
    VERSION,
    /** 404 of something that had existed long enough, and anything unheard of: stop and show. */
    GONE;

    private static final Set<Integer> LATER_STATUSES = Set.of(408, 409, 423, 429);

    /** @param young whether what was addressed has been created so recently that LinkedIn may not find it yet */
    public static RetryClass of(int status, boolean young) {
        if (status >= 500) {
            return ANSWER_LOST;
        }
        if (LATER_STATUSES.contains(status)) {
            return LATER;
        }
        return switch (status) {
            case 400, 422 -> RECORD;
            case 401 -> TOKEN;
            case 403 -> PERMISSION;
            case 404 -> young ? LATER : GONE;
            case 426 -> VERSION;
            default -> GONE;
        };
    }

    public boolean triesAgain() {
        return this == ANSWER_LOST || this == LATER;
    }
}
