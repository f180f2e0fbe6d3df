package io.coterie.simulators.linkedin;

import io.coterie.simulators.restli.ApiError;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The rules of every versioned call: query length and tunnelling, token, version, protocol. */
final class ProtocolRules {

    private static final int LONGEST_QUERY = 4_000;
    private static final String TUNNELLED = "coterie.tunnelled";

    private final Workplace workplace;

    ProtocolRules(Workplace workplace) {
        this.workplace = workplace;
    }

    /** A long query travels in the body of a POST; from here on the call looks like the one that was meant. */
    void tunnel(RoutingContext call) {
        String override = call.request().getHeader("X-HTTP-Method-Override");
        if (override == null || call.get(TUNNELLED) != null) {
            call.next();
            return;
        }
        String contentType =
                Optional.ofNullable(call.request().getHeader("Content-Type")).orElse("");
        if (!call.request().method().equals(HttpMethod.POST)
                || !contentType.startsWith("application/x-www-form-urlencoded")) {
            throw ApiError.illegalArgument("A tunnelled query is a POST of application/x-www-form-urlencoded")
                    .toException();
        }
        call.put(TUNNELLED, true);
        String query = Optional.ofNullable(call.body().asString()).orElse("");
        call.reroute(HttpMethod.valueOf(override), call.request().path() + "?" + query);
    }

    void check(RoutingContext call) {
        checkQueryLength(call);
        checkToken(call);
        checkVersion(call);
        checkProtocol(call);
        call.next();
    }

    private static void checkQueryLength(RoutingContext call) {
        String query = call.request().query();
        if (query != null && query.length() > LONGEST_QUERY && call.get(TUNNELLED) == null) {
            throw new ApiError(414, null, "URI_TOO_LONG", "The query is too long, use query tunnelling").toException();
        }
    }

    private void checkToken(RoutingContext call) {
        String authorization =
                Optional.ofNullable(call.request().getHeader("Authorization")).orElse("");
        if (!authorization.startsWith("Bearer ")) {
            throw new ApiError(401, 65604, "EMPTY_ACCESS_TOKEN", "Empty oauth2 access token").toException();
        }
        workplace
                .ledger()
                .tokens()
                .problemWith(authorization.substring("Bearer ".length()), workplace.now())
                .ifPresent(problem -> {
                    throw problem.toException();
                });
    }

    private void checkVersion(RoutingContext call) {
        String version = call.request().getHeader("LinkedIn-Version");
        if (version == null) {
            throw new ApiError(
                            400,
                            null,
                            "VERSION_MISSING",
                            "A version must be present. Please specify a version by adding the LinkedIn-Version header.")
                    .toException();
        }
        if (!version.matches("20[0-9]{2}(0[1-9]|1[0-2])")) {
            throw new ApiError(400, null, "VERSION_INVALID", "LinkedIn-Version must have the form YYYYMM")
                    .toException();
        }
        if (!workplace.settings().versions().support(version)) {
            throw ApiError.nonexistentVersion(version).toException();
        }
    }

    private static void checkProtocol(RoutingContext call) {
        if (!"2.0.0".equals(call.request().getHeader("X-Restli-Protocol-Version"))) {
            throw ApiError.illegalArgument("X-Restli-Protocol-Version must be 2.0.0")
                    .toException();
        }
    }
}
