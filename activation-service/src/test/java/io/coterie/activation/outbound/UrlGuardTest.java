package io.coterie.activation.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.platform.problem.ProblemException;
import io.vertx.mutiny.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlGuardTest {

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.closeAndAwait();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "ff02::1",
                "198.18.0.1"
            })
    void anAddressInsideTheNetworkIsRefused(String address) {
        assertThatThrownBy(() -> choose(guard(), "https://vendor.example", address))
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(OutboundError.URL_NOT_ALLOWED);
                    assertThat(refusal.violations())
                            .singleElement()
                            .satisfies(
                                    violation -> assertThat(violation.field()).isEqualTo("/baseUrl"));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"13.107.42.14", "172.32.0.1", "100.128.0.1", "2620:1ec:50::14", "11.0.0.1"})
    void aPublicAddressIsAllowed(String address) {
        assertThat(choose(guard(), "https://vendor.example", address)
                        .getAddress()
                        .getHostAddress())
                .isEqualTo(literal(address).getHostAddress());
    }

    @Test
    void oneInternalAddressAmongPublicOnesIsRefused() {
        assertThatThrownBy(() -> choose(guard(), "https://vendor.example", "13.107.42.14", "127.0.0.1"))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://vendor.example, 443",
        "https://vendor.example:8443, 8443",
    })
    void thePortIsTheOneOfTheUrl(String url, int port) {
        assertThat(choose(guard(), url, "13.107.42.14").getPort()).isEqualTo(port);
    }

    @Test
    void plainHttpIsRefusedEvenToAPublicAddress() {
        assertThatThrownBy(() -> choose(guard(), "http://vendor.example", "13.107.42.14"))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "127.0.0.1:18086", "127.0.0.0/8", "simulator.internal", "Simulator.Internal:18086"})
    void whatTheOperatorOpenedIsAllowedOverHttp(String opened) {
        assertThat(choose(guard(opened), "http://simulator.internal:18086", "127.0.0.1")
                        .getPort())
                .isEqualTo(18086);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "127.0.0.1:18087", "10.0.0.0/8", "other.internal"})
    void whatTheOperatorDidNotOpenStaysClosed(String opened) {
        assertThatThrownBy(() -> choose(guard(opened), "http://simulator.internal:18086", "127.0.0.1"))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://vendor.example", "vendor.example", "https://", "https://user:word@vendor.example",
                "https://vendor.example#x", "https://vendor.example?x=1", "https://a b", "file:///etc/passwd"
            })
    void whatIsNoPlainWebAddressIsRefused(String url) {
        assertThatThrownBy(() -> UrlGuard.parse("/baseUrl", url)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aLiteralAddressNeedsNoNameServer() {
        assertThatThrownBy(() -> guard().resolve("/baseUrl", "http://[::1]:8080/rest")
                        .await()
                        .indefinitely())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("inside this network");
    }

    @Test
    void anUnknownHostIsAProblemOfTheField() {
        assertThatThrownBy(() -> guard().resolve("/baseUrl", "https://no-such-host.invalid")
                        .await()
                        .indefinitely())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no-such-host.invalid");
    }

    private static UrlGuard guard(String... allowedInternal) {
        return new UrlGuard(vertx, List.of(allowedInternal));
    }

    private static java.net.InetSocketAddress choose(UrlGuard guard, String url, String... addresses) {
        return guard.choose(
                "/baseUrl",
                URI.create(url),
                Arrays.stream(addresses).map(UrlGuardTest::literal).toList());
    }

    private static InetAddress literal(String address) {
        return InetAddress.ofLiteral(address);
    }
}
