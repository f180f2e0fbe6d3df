package io.coterie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration's leads: found in each way, and not found in each. */
class LeadTest {

    @TempDir
    Path directory;

    @Test
    void someAreFoundByKeySomeByDomainAndThreeNotAtAll() throws IOException {
        Expectation expected = Expectation.of(DemoInput.write(directory, 200));

        List<Lead> leads = Lead.choose(expected);

        assertThat(leads)
                .extracting(Lead::found)
                .contains("hidden-field", "email-domain")
                .endsWith("free-mail", "no-account", "several-accounts");
        assertThat(leads.subList(0, leads.size() - 3))
                .allSatisfy(lead ->
                        assertThat(lead.accountKey()).isIn(expected.groups().keySet()));
        assertThat(leads.subList(leads.size() - 3, leads.size()))
                .allSatisfy(lead -> assertThat(lead.accountKey()).isNull());
    }

    @Test
    void theLeadOfSeveralAccountsHasADomainThatTwoLinesOfTheFileCarry() throws IOException {
        DemoInput input = DemoInput.write(directory, 50);
        Lead twin = Lead.choose(Expectation.of(input)).getLast();

        String domain = twin.address().substring(twin.address().indexOf('@') + 1);

        assertThat(java.nio.file.Files.readAllLines(input.accounts()))
                .filteredOn(line -> line.contains("\"primaryEmailDomain\":\"" + domain + "\""))
                .hasSize(2);
    }
}
