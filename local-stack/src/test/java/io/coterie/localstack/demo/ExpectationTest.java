package io.coterie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a few hand-written files imply. */
class ExpectationTest {

    @TempDir
    Path directory;

    private Expectation expected;

    @BeforeEach
    void read() throws IOException {
        expected = Expectation.of(new DemoInput(
                file("accounts", account("acme", 900), account("small", 20), account("full", 300), "broken"),
                file("early", person("p1", "acme", "Director of IT", false)),
                file(
                        "persons",
                        "broken",
                        person("p2", "acme", "Intern", false),
                        person("p3", "acme", "Data Analyst", true),
                        person("p4", "small", "VP Engineering", false),
                        person("p2", "acme", "IT Manager", false),
                        person("f1", "full", "Chief Data Officer", false),
                        person("f2", "full", "Head of Analytics", false),
                        person("f3", "full", "Product Manager", false),
                        person("f4", "full", "Support Specialist", false)),
                file("partner", person("f5", "full", "Software Engineer", false)),
                List.of(4),
                List.of(1),
                List.of()));
    }

    @Test
    void onlyAccountsOfTheAudienceHaveAGroup() {
        assertThat(expected.groups()).containsOnlyKeys("acme@demo.CRM", "full@demo.CRM");
    }

    @Test
    void theLastLineOfAPersonCountsAndEachRoleTakesWhomItsTitleFits() {
        assertThat(expected.memberships())
                .containsExactlyInAnyOrder(
                        "acme@demo.CRM Champion p1@acme.example",
                        "acme@demo.CRM Influencer p2@acme.example",
                        "acme@demo.CRM Practitioner p3@acme.example",
                        "full@demo.CRM Decision Maker f1@full.example",
                        "full@demo.CRM Champion f2@full.example",
                        "full@demo.CRM Influencer f3@full.example",
                        "full@demo.CRM Practitioner f4@full.example",
                        "full@demo.CRM Practitioner f5@full.example");
    }

    @Test
    void everybodyIsAMemberBecauseOfTheLastTitle() {
        assertThat(expected.reasons())
                .contains(
                        "acme@demo.CRM Champion p1@acme.example: QUALIFIES with Director of IT",
                        "acme@demo.CRM Influencer p2@acme.example: QUALIFIES with IT Manager")
                .hasSameSizeAs(expected.memberships());
    }

    @Test
    void membersOfAGroupWithoutDecisionMakerGetMailUnlessTheySaidNo() {
        Outcome outcome = Outcome.of(expected);

        assertThat(outcome.lackingKeys()).containsExactly("acme@demo.CRM");
        assertThat(outcome.recipients()).containsExactlyInAnyOrder("p1@acme.example", "p2@acme.example");
        assertThat(outcome.optedOut()).isEqualTo(1);
    }

    @Test
    void salesHearsOfEachCompleteGroupByName() {
        assertThat(Outcome.of(expected).alerts(expected))
                .containsExactly("sales@acme.example: Buying group Data platform for Full Inc.: 100 % complete");
    }

    @Test
    void halfAPractitionerIsAnEighthOfTheGroup() {
        assertThat(expected.groups().values())
                .extracting(Expectation.Group::completeness)
                .containsExactly(62.5, 100.0);
    }

    @Test
    void aDomainOfTwoAccountsTellsNeither() {
        assertThat(expected.isToldByDomain("acme@demo.CRM")).isTrue();
        assertThat(expected.isToldByDomain("full@demo.CRM")).isFalse();
        assertThat(expected.sharedDomain()).isEqualTo("full.example");
    }

    @Test
    void aLeadFillsTheGap() {
        expected.lead("acme@demo.CRM", Lead.TITLE, "lead@acme.example");

        assertThat(Outcome.of(expected).lackingKeys()).isEmpty();
        assertThat(expected.memberships()).contains("acme@demo.CRM Decision Maker lead@acme.example");
    }

    /** The small account shares the full one's domain. */
    private static String account(String slug, int employees) {
        String domain = slug.equals("small") ? "full" : slug;
        return """
                {"accountKey":{"sourceKey":"%s@demo.CRM"},"accountName":"%s Inc.","primaryEmailDomain":"%s.example",\
                "accountOrganization":{"website":"%s.com","numberOfEmployees":%d}}""".formatted(
                        slug,
                        slug.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + slug.substring(1),
                        domain,
                        slug,
                        employees);
    }

    private static String person(String id, String slug, String title, boolean optedOut) {
        return """
                {"b2b":{"personKey":{"sourceKey":"%s@demo.CRM"}},"workEmail":{"address":"%s@%s.example"},\
                "extendedWorkDetails":{"jobTitle":"%s"},\
                "personComponents":[{"sourceAccountKey":{"sourceKey":"%s@demo.CRM"}}]%s}""".formatted(
                id, id, slug, title, slug, optedOut ? ",\"consents\":{\"marketing\":{\"email\":{\"val\":\"n\"}}}" : "");
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(directory.resolve(name), List.of(lines));
    }
}
