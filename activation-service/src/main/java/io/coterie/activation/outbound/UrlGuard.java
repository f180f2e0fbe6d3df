package io.coterie.activation.outbound;

import io.coterie.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * Checks URLs given by users before they are called (§3): {@code https}, no credentials in them, and no address inside
 * our own network. The name is resolved and checked for every call and the call then goes to exactly that address, so
 * that a name server cannot answer differently between the check and the call.
 */
@Singleton
public final class UrlGuard {

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final Vertx vertx;
    private final AllowedInternal allowedInternal;

    @Inject
    UrlGuard(Vertx vertx, OutboundConfig config) {
        this(vertx, config.allowedInternal().orElse(List.of()));
    }

    UrlGuard(Vertx vertx, List<String> allowedInternal) {
        this.vertx = vertx;
        this.allowedInternal = new AllowedInternal(allowedInternal);
    }

    /**
     * The address to connect to for this URL; fails with a problem that names the field when it must not be called.
     *
     * @param field where the URL was given, for the problem
     */
    public Uni<InetSocketAddress> resolve(String field, String url) {
        return Uni.createFrom()
                .item(() -> parse(field, url))
                .chain(uri -> addresses(field, uri).map(addresses -> choose(field, uri, addresses)));
    }

    static URI parse(String field, String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw refused(field, "Expected a URL, but it is malformed at position " + e.getIndex() + ".");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw refused(field, "Expected a URL that starts with https://.");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw refused(field, "Expected a URL with a host.");
        }
        if (uri.getRawUserInfo() != null) {
            throw refused(field, "Expected a URL without user name and password.");
        }
        if (uri.getRawFragment() != null || uri.getRawQuery() != null) {
            throw refused(field, "Expected a base URL without query and fragment.");
        }
        return uri;
    }

    private Uni<List<InetAddress>> addresses(String field, URI uri) {
        String host = bareHost(uri);
        return AddressRange.literal(host)
                .map(literal -> Uni.createFrom().item(List.of(literal)))
                .orElseGet(() -> vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(host)))
                        .onFailure(UnknownHostException.class)
                        .transform(_ ->
                                refused(field, "Expected a host that exists, but '" + host + "' has no address.")));
    }

    /** Every address of the name must be allowed: a name with one public and one internal address is a trap. */
    InetSocketAddress choose(String field, URI uri, List<InetAddress> addresses) {
        boolean secure = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
        String host = bareHost(uri);
        for (InetAddress address : addresses) {
            boolean opened = allowedInternal.allows(host, port, address);
            if (!opened && !AddressRange.isPublic(address)) {
                throw refused(field, "Expected a public address, but '" + host + "' is inside this network.");
            }
            if (!opened && !secure) {
                throw refused(field, "Expected a URL that starts with https://.");
            }
        }
        return new InetSocketAddress(addresses.getFirst(), port);
    }

    private static String bareHost(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static ProblemException refused(String field, String detail) {
        return ProblemException.ofField(OutboundError.URL_NOT_ALLOWED, field, detail);
    }
}
