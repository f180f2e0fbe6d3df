package io.coterie.simulators.linkedin;

import io.coterie.simulators.http.Answers;
import io.coterie.simulators.http.Json;
import io.coterie.simulators.restli.ApiError;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client asks before it starts: who am I, and what may I do in this ad account. */
final class MemberRoutes {

    private static final String MEMBER = "simulatedMember";
    private static final Pattern ACCOUNT_USER =
            Pattern.compile(".*(urn:li:sponsoredAccount:[0-9]+).*(urn:li:person:" + MEMBER + ")\\)?");

    void register(Router router) {
        router.get("/rest/me").handler(MemberRoutes::me);
        router.getWithRegex("/rest/adAccountUsers/.+").handler(MemberRoutes::accountUser);
    }

    private static void me(RoutingContext call) {
        Answers.json(
                call,
                200,
                Json.object()
                        .put("id", MEMBER)
                        .put("localizedFirstName", "Simulated")
                        .put("localizedLastName", "Member"));
    }

    private static void accountUser(RoutingContext call) {
        Matcher key = ACCOUNT_USER.matcher(URLDecoder.decode(call.request().path(), StandardCharsets.UTF_8));
        if (!key.matches()) {
            throw ApiError.notFound("Could not find the ad account user").toException();
        }
        Answers.json(
                call,
                200,
                Json.object()
                        .put("account", key.group(1))
                        .put("user", key.group(2))
                        .put("role", "CAMPAIGN_MANAGER"));
    }
}
