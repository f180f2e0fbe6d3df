package io.coterie.simulators.linkedin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.simulators.http.Answers;
import io.coterie.simulators.http.Json;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Three-legged OAuth. Consent is given at once, because there is no member to ask. */
final class OAuthRoutes {

    private static final Duration REFRESH_LIFETIME = Duration.ofDays(365);
    private static final String SCOPE = "r_ads,rw_dmp_segments,r_marketing_leadgen_automation";

    private final Workplace workplace;
    private final Map<String, String> redirectsByCode = new HashMap<>();

    OAuthRoutes(Workplace workplace) {
        this.workplace = workplace;
    }

    void register(Router router) {
        router.get("/oauth/v2/authorization").handler(this::authorize);
        router.post("/oauth/v2/accessToken").handler(this::accessToken);
    }

    private void authorize(RoutingContext call) {
        MultiMap query = call.queryParams();
        String redirect = Optional.ofNullable(query.get("redirect_uri")).orElse("");
        if (!"code".equals(query.get("response_type"))
                || !workplace.settings().application().clientId().equals(query.get("client_id"))
                || redirect.isEmpty()) {
            refuse(call, 400, "invalid_request", "response_type, client_id or redirect_uri is wrong");
            return;
        }
        String code = UUID.randomUUID().toString();
        redirectsByCode.put(code, redirect);
        String state = Optional.ofNullable(query.get("state"))
                .map(text -> "&state=" + text)
                .orElse("");
        call.response().putHeader("location", redirect + (redirect.contains("?") ? "&" : "?") + "code=" + code + state);
        Answers.empty(call, 302);
    }

    private void accessToken(RoutingContext call) {
        MultiMap form = call.request().formAttributes();
        LinkedInSettings.Application application = workplace.settings().application();
        if (!application.clientId().equals(form.get("client_id"))
                || !application.clientSecret().equals(form.get("client_secret"))) {
            refuse(call, 401, "invalid_client", "Client authentication failed");
            return;
        }
        switch (Optional.ofNullable(form.get("grant_type")).orElse("")) {
            case "refresh_token" ->
                refresh(call, Optional.ofNullable(form.get("refresh_token")).orElse(""));
            case "authorization_code" ->
                exchange(
                        call,
                        Optional.ofNullable(form.get("code")).orElse(""),
                        Optional.ofNullable(form.get("redirect_uri")).orElse(""));
            default -> refuse(call, 400, "unsupported_grant_type", "grant_type is not supported");
        }
    }

    private void refresh(RoutingContext call, String refreshToken) {
        Optional<Long> consentedAt = workplace.ledger().tokens().consentedAt(refreshToken);
        if (consentedAt.isEmpty() || secondsLeft(consentedAt.get()) <= 0) {
            refuse(call, 400, "invalid_grant", "The provided authorization grant or refresh token is invalid");
            return;
        }
        issue(call, new ArrayList<>(), refreshToken, consentedAt.get());
    }

    private void exchange(RoutingContext call, String code, String redirect) {
        if (!redirect.equals(redirectsByCode.remove(code))) {
            refuse(call, 400, "invalid_grant", "Unable to retrieve access token: authorization code not found");
            return;
        }
        String refreshToken = "refresh-" + UUID.randomUUID();
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.ConsentGiven(refreshToken, workplace.now()));
        issue(call, changes, refreshToken, workplace.now());
    }

    private void issue(RoutingContext call, List<Change> changes, String refreshToken, long consentedAt) {
        Duration lifetime = workplace.settings().application().accessTokenLifetime();
        String accessToken = "access-" + UUID.randomUUID();
        changes.add(new Change.AccessTokenIssued(accessToken, refreshToken, workplace.now() + lifetime.toMillis()));
        ObjectNode answer = Json.object()
                .put("access_token", accessToken)
                .put("expires_in", lifetime.toSeconds())
                .put("refresh_token", refreshToken)
                .put("refresh_token_expires_in", secondsLeft(consentedAt))
                .put("scope", SCOPE);
        workplace
                .commit(changes)
                .onSuccess(_ -> Answers.json(call, 200, answer))
                .onFailure(call::fail);
    }

    /** Refreshing does not prolong the consent. */
    private long secondsLeft(long consentedAt) {
        return (consentedAt + REFRESH_LIFETIME.toMillis() - workplace.now()) / 1_000;
    }

    private static void refuse(RoutingContext call, int status, String error, String description) {
        Answers.json(call, status, Json.object().put("error", error).put("error_description", description));
    }
}
