package io.coterie.platform.messaging;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.Problem;
import io.coterie.platform.problem.ProblemMappers;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * A request that fails because the database is away, busy or out of connections is told to come again; it is nobody's
 * fault, and no trace of it helps. Public for the reason that {@link ProblemMappers} is.
 */
public class PassingFailures {

    private static final Logger LOG = Logger.getLogger(PassingFailures.class);

    /** All that the pool says when a connection was waited for too long. */
    private static final String WAITED_TOO_LONG = "Timeout";

    private final ProblemMappers others = new ProblemMappers();

    @ServerExceptionMapper({
        PgException.class,
        PersistenceException.class,
        SocketException.class,
        UnknownHostException.class,
        ClosedConnectionException.class,
        NoStackTraceThrowable.class
    })
    public Response answer(Throwable failure, UriInfo uri) {
        if (!passes(failure)) {
            return others.unexpected(failure, uri);
        }
        LOG.warnf("Request is to come again: %s: %s", uri.getPath(), failure.toString());
        return ProblemMappers.answer(
                Problem.of(
                        GenericError.UNAVAILABLE,
                        "The database cannot be reached, or is too busy; send this again later.",
                        List.of()),
                uri);
    }

    /** Fewer than a worker tries again: what a request finds broken, a full disk or a transaction in error, is for the log. */
    private static boolean passes(Throwable failure) {
        return switch (failure) {
            case PgException database -> passes(String.valueOf(database.getSqlState()));
            case PersistenceException wrapper -> wrapper.getCause() != null && passes(wrapper.getCause());
            case NoStackTraceThrowable bare -> WAITED_TOO_LONG.equals(bare.getMessage());
            case SocketException _, UnknownHostException _, ClosedConnectionException _ -> true;
            default -> false;
        };
    }

    /** Connection lost, chosen as a victim, too many connections, shutting down or starting, locked by others. */
    private static boolean passes(String sqlState) {
        return sqlState.startsWith("08")
                || sqlState.startsWith("40")
                || sqlState.startsWith("57P0")
                || sqlState.equals("53300")
                || sqlState.equals("55P03");
    }
}
