package io.coterie.platform.messaging;

import com.fasterxml.jackson.core.JacksonException;
import io.coterie.platform.tenancy.SandboxDirectory;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;

/** Tells failures that pass by themselves from those that would come again. */
public final class Failures {

    private Failures() {}

    /** True when the same work may succeed later: the database is away, busy, or chose this transaction as a victim. */
    public static boolean isTransient(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException database) {
                return isTransient(String.valueOf(database.getSqlState()));
            }
            if (cause instanceof IOException && !(cause instanceof JacksonException)) {
                return true;
            }
            if (cause instanceof TimeoutException
                    || cause instanceof VertxException
                    || cause instanceof NoStackTraceThrowable
                    || cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }

    /** True when something the event refers to has not arrived yet; it is held, but not for ever. */
    static boolean isNotYetKnown(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotYetKnown || cause instanceof SandboxDirectory.UnknownSandbox) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTransient(String sqlState) {
        return sqlState.startsWith("40")
                || sqlState.startsWith("08")
                || sqlState.startsWith("53")
                || sqlState.startsWith("57")
                || sqlState.startsWith("58")
                || sqlState.equals("55P03")
                || sqlState.equals("25P02");
    }
}
