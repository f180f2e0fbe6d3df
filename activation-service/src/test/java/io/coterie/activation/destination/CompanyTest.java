package io.coterie.activation.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompanyTest {

    @ParameterizedTest
    @CsvSource({
        "https://www.Acme.com/about, acme.com",
        "acme.com, acme.com",
        "WWW.acme.co.uk/, acme.co.uk",
        "http://acme.com:8080, acme.com",
        "https://bücher.example, xn--bcher-kva.example",
        "' https://acme.com ', acme.com",
    })
    void aWebsiteIsKnownByItsHost(String website, String domain) {
        assertThat(Company.websiteDomain(website)).contains(domain);
    }

    @ParameterizedTest
    @CsvSource({"''", "'not a site'", "https://localhost", "https://", "'http://a b.com'", "mailto:a@b.com"})
    void whatHasNoHostIsNoWebsite(String website) {
        assertThat(Company.websiteDomain(website)).isEmpty();
    }

    @Test
    void anAccountIsKnownByNameAndDomains() {
        Company company = Company.of(anAccount("Acme", "https://www.acme.com", "Mail.Acme.com"))
                .orElseThrow();

        assertThat(company).isEqualTo(new Company("Acme", "acme.com", "mail.acme.com"));
        assertThat(company.identity()).isEqualTo("website:acme.com");
    }

    @Test
    void theStrongestIdentifierMakesTheEntry() {
        assertThat(new Company("Acme", null, "acme.com").identity()).isEqualTo("email:acme.com");
        assertThat(new Company("Acme", null, null).identity()).isEqualTo("name:acme");
    }

    @Test
    void anAccountWithNothingToRecogniseItByIsNoCompany() {
        assertThat(Company.of(anAccount("", "", ""))).isEqualTo(Optional.empty());
    }

    @Test
    void aLongNameIsCutWhereLinkedInCutsIt() {
        assertThat(Company.of(anAccount("x".repeat(150), "", "")).orElseThrow().name())
                .hasSize(100);
    }

    private static ObjectNode anAccount(String name, String website, String emailDomain) {
        ObjectNode account = new ObjectMapper().createObjectNode();
        account.put("accountName", name).put("primaryEmailDomain", emailDomain);
        account.putObject("accountOrganization").put("website", website);
        return account;
    }
}
