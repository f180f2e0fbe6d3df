package io.coterie.platform.messaging;

import io.coterie.platform.problem.GenericError;
import io.coterie.platform.problem.Problem;
import io.coterie.platform.problem.ProblemMappers;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.ConnectException;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * A request that fails because the database is away, busy or out of connections is told to come again; it is nobody's
 * fault, and no trace of it helps. Public for the reason that {@link ProblemMappers} is.
 */
public class PassingFailures {

    private static final Logger LOG = Logger.getLogger(PassingFailures.class);

    private final ProblemMappers others = new ProblemMappers();

    @ServerExceptionMapper
    public Response database(PgException failure, UriInfo uri) {
        return answer(failure, uri);
    }

    @ServerExceptionMapper
    public Response entities(PersistenceException failure, UriInfo uri) {
        return answer(failure, uri);
    }

    @ServerExceptionMapper
    public Response away(ConnectException failure, UriInfo uri) {
        return answer(failure, uri);
    }

    /** A connection that was lost. */
    @ServerExceptionMapper
    public Response lost(VertxException failure, UriInfo uri) {
        return answer(failure, uri);
    }

    /** All the pool says of a connection that was waited for too long. */
    @ServerExceptionMapper
    public Response waited(NoStackTraceThrowable failure, UriInfo uri) {
        return answer(failure, uri);
    }

    private Response answer(Throwable failure, UriInfo uri) {
        if (!Failures.isTransient(failure)) {
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
}
