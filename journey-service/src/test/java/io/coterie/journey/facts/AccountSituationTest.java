package io.coterie.journey.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.contracts.BuyingGroupState;
import io.coterie.journey.catalogue.ExpectedGroup;
import io.coterie.journey.definition.CompiledJourney;
import io.coterie.journey.definition.JourneyCompiler;
import io.coterie.journey.execution.Facts;
import io.coterie.journey.facts.KnownAccount.KnownPerson;
import io.coterie.journey.group.KnownGroup;
import io.coterie.journey.opportunity.KnownOpportunity;
import io.coterie.platform.conditions.FieldCatalogue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountSituationTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant ENTERED = NOW.minus(Duration.ofDays(20));
    private static final Map<String, Object> OPENED = Map.of(
            "_id", "e-1",
            "eventType", "directMarketing.emailOpened",
            "timestamp", NOW.minus(Duration.ofDays(25)).toString());
    private static final ExpectedGroup CRM = new ExpectedGroup("i-1", "CRM Suite", Set.of("prospects"));
    private static final ExpectedGroup ERP = new ExpectedGroup("i-2", "ERP", Set.of("customers"));

    private static final String OF_CRM =
            "{'buyingGroup':{'where':{'group':{'field':'solutionInterest','operator':'IS'," + "'value':['%s']}}}}";

    @ParameterizedTest
    @ValueSource(strings = {"i-1", "CRM Suite", "crm suite"})
    void aSplitThatNamesAnInterestByIdOrNameWaitsForItsGroup(String name) {
        Facts facts = situation(split(OF_CRM.replace("%s", name)), account());

        assertThat(facts.groupsToCome("split", true)).containsExactly("i-1");
    }

    @Test
    void aSplitThatReadsGroupsOfAnyInterestWaitsForAll() {
        Facts facts = situation(split("{'buyingGroup':{'exists':false}}"), account());

        assertThat(facts.groupsToCome("split", true)).containsExactlyInAnyOrder("i-1", "i-2");
    }

    @Test
    void aGroupIsToComeForWhoIsInTheJobsAudience() {
        Facts facts = situation(split("{'buyingGroup':{'exists':false}}"), account());

        assertThat(facts.groupsToCome("split", false)).containsExactly("i-1");
    }

    @Test
    void aSplitThatReadsNoGroupWaitsForNone() {
        Facts facts =
                situation(split("{'account':{'field':'accountName','operator':'IS','value':['Acme']}}"), account());

        assertThat(facts.groupsToCome("split", true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'update-buying-group-stage','solutionInterest':'i-1','stage':'s'}",
                "{'kind':'update-buying-group-status','solutionInterest':'i-1','status':'s'}",
                "{'kind':'assign-to-buying-group','solutionInterest':'i-1','role':'r'}",
                "{'kind':'remove-from-buying-group','solutionInterest':'i-1'}",
                "{'kind':'send-email','email':'e','solutionInterest':'i-1'}",
                "{'kind':'send-sales-alert','solutionInterest':'i-1','recipients':['ada@coterie.test']}",
            })
    void anActionAboutAGroupWaitsForIt(String action) {
        assertThat(situation(action(action, null), account()).groupsToCome("act", true))
                .containsExactly("i-1");
        assertThat(situation(action(action, null), account(group("i-1", 40, "ada")))
                        .groupsToCome("act", true))
                .isEmpty();
    }

    @Test
    void anActionOnPeopleChosenByTheirPlaceInGroupsWaitsForThem() {
        String mail = "{'kind':'send-email','email':'e'}";

        assertThat(situation(action(mail, "{'buyingGroupMember':{'role':'Champion'}}"), account())
                        .groupsToCome("act", true))
                .containsExactlyInAnyOrder("i-1", "i-2");
        assertThat(situation(action(mail, null), account()).groupsToCome("act", true))
                .isEmpty();
    }

    @Test
    void aGroupThatIsKnownIsNotWaitedForEvenWhenItIsDeleted() {
        CompiledJourney journey = split(OF_CRM.replace("%s", "i-1"));

        assertThat(situation(journey, account(group("i-1", 40, "ada"))).groupsToCome("split", true))
                .isEmpty();
        assertThat(situation(journey, account(new KnownGroup("acme", "i-1", 7, null)))
                        .groupsToCome("split", true))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'account':{'field':'accountName','operator':'IS','value':['Acme']}} | true",
                "{'account':{'field':'accountName','operator':'IS','value':['Globex']}} | false",
                "{'people':{'quantifier':'any','where':{'person':{'field':'extendedWorkDetails.jobTitle','operator':'CONTAINS','value':['chief']}}}} | true",
                "{'people':{'quantifier':'all','where':{'person':{'field':'extendedWorkDetails.jobTitle','operator':'CONTAINS','value':['chief']}}}} | false",
                "{'buyingGroup':{'where':{'roleMembers':{'role':'Decision Maker','atLeast':1}}}} | true",
                "{'buyingGroup':{'where':{'roleMembers':{'role':'Decision Maker','atLeast':2}}}} | false",
                "{'buyingGroup':{'where':{'group':{'field':'completeness','operator':'AT_LEAST','value':40}}}} | true",
                "{'buyingGroup':{'where':{'group':{'field':'completeness','operator':'GREATER_THAN','value':40}}}} | false",
                "{'people':{'quantifier':{'atLeast':1},'where':{'buyingGroupMember':{'role':'Decision Maker','removed':false}}}} | true",
                "{'people':{'quantifier':{'atLeast':2},'where':{'buyingGroupMember':{'role':'Decision Maker'}}}} | false",
                "{'people':{'quantifier':'any','where':{'buyingGroupMember':{'removed':true,'role':'Blocker'}}}} | true",
                "{'people':{'quantifier':'any','where':{'all':[{'buyingGroupMember':{'removed':true}},{'buyingGroupMember':{'removed':false}}]}}} | false",
                "{'events':{'type':'directMarketing.emailOpened','within':'P5D'}} | true",
                "{'events':{'type':'directMarketing.emailOpened','within':'P4D'}} | false",
                "{'events':{'type':'directMarketing.emailOpened','within':'P4D','absent':true}} | true",
                "{'people':{'quantifier':'all','where':{'events':{'type':'directMarketing.emailOpened','within':'P5D'}}}} | false",
                "{'opportunities':{'where':{'opportunity':{'field':'isClosed','operator':'FALSE'}}}} | true",
                "{'opportunities':{'where':{'opportunity':{'field':'isClosed','operator':'TRUE'}}}} | false",
                "{'audience':'prospects'} | true",
                "{'audience':'customers'} | false",
            })
    void conditionsAreAnsweredFromWhatIsKnown(String condition, boolean expected) {
        Facts facts = situation(split(condition), account(group("i-1", 40, "ada")));

        assertThat(facts.matches("split", 0)).isEqualTo(expected);
    }

    @Test
    void anEmailWithAnInterestGoesToTheActiveMembersOfItsGroup() {
        Facts facts = situation(
                action("{'kind':'send-email','email':'e','solutionInterest':'i-1'}", null),
                account(group("i-1", 40, "zoe", "ada"), group("i-2", 40, "bob")));

        assertThat(facts.people("act")).containsExactly("ada", "zoe");
    }

    @Test
    void anEmailWithAnInterestWithoutGroupGoesToNobody() {
        Facts facts = situation(action("{'kind':'send-email','email':'e','solutionInterest':'i-1'}", null), account());

        assertThat(facts.people("act")).isEmpty();
    }

    @Test
    void anEmailWithoutInterestGoesToTheAccountsPeople() {
        Facts facts = situation(action("{'kind':'send-email','email':'e'}", null), account());

        assertThat(facts.people("act")).containsExactly("ada", "bob");
    }

    @Test
    void aChoiceNarrowsWhomAnActionConcerns() {
        String chiefs = "{'person':{'field':'extendedWorkDetails.jobTitle','operator':'CONTAINS','value':['chief']}}";

        assertThat(situation(action("{'kind':'send-email','email':'e'}", chiefs), account())
                        .people("act"))
                .containsExactly("ada");
        assertThat(situation(
                                action("{'kind':'send-email','email':'e','solutionInterest':'i-1'}", chiefs),
                                account(group("i-1", 40, "ada", "bob", "unknown")))
                        .people("act"))
                .containsExactly("ada");
    }

    @Test
    void assigningConcernsTheAccountsPeopleAndRemovingTheGroupsMembers() {
        KnownAccount account = account(group("i-1", 40, "ada"));

        assertThat(situation(
                                action("{'kind':'assign-to-buying-group','solutionInterest':'i-1','role':'r'}", null),
                                account)
                        .people("act"))
                .containsExactly("ada", "bob");
        assertThat(situation(action("{'kind':'remove-from-buying-group','solutionInterest':'i-1'}", null), account)
                        .people("act"))
                .containsExactly("ada");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'buyingGroupMember':{'removed':false}} | ada",
                "{'buyingGroupMember':{'removed':true}} | bob",
                "{'buyingGroupMember':{'exists':false,'role':'Decision Maker'}} | bob",
                "{'events':{'type':'directMarketing.emailOpened','within':'P5D'}} | ada",
                "{'events':{'type':'directMarketing.emailOpened','within':'P5D','absent':true}} | bob",
            })
    void peopleAreChosenByTheirPlaceInTheGroupAndByWhatTheyDid(String choice, String chosen) {
        Facts facts = situation(action("{'kind':'send-email','email':'e'}", choice), account(group("i-1", 40, "ada")));

        assertThat(facts.people("act")).containsExactly(chosen);
    }

    @Test
    void anEventSatisfiesAListenWithoutConstraintsAndOneWhoseConstraintsHold() {
        Facts facts = situation(
                compiled("{'id':'start','type':'account-audience','audience':'a','next':'any'},"
                        + "{'id':'any','type':'listen','event':{'type':'stage-changed','solutionInterest':'i-1'},'next':'won'},"
                        + "{'id':'won','type':'listen','event':{'type':'stage-changed','solutionInterest':'i-1','where':"
                        + "{'event':{'field':'newStage','operator':'IS','value':'Won'}}},'next':'end'},"
                        + "{'id':'end','type':'end'}"),
                account());

        assertThat(facts.satisfies("any", Map.of("newStage", "Lost"))).isTrue();
        assertThat(facts.satisfies("won", Map.of("newStage", "Lost"))).isFalse();
        assertThat(facts.satisfies("won", Map.of("newStage", "Won"))).isTrue();
    }

    @Test
    void theRevisionOfAGroupIsKnownByInterest() {
        Facts facts = situation(split("{'audience':'prospects'}"), account(group("i-1", 40, "ada")));

        assertThat(facts.groupRevision("i-1")).isEqualTo(3);
        assertThat(facts.groupRevision("i-2")).isZero();
    }

    private static Facts situation(CompiledJourney journey, KnownAccount account) {
        return new AccountSituation(journey, account, List.of(CRM, ERP), Set.of(), ENTERED, NOW);
    }

    private static KnownAccount account(KnownGroup... groups) {
        return new KnownAccount(
                "acme",
                Map.of("accountName", "Acme"),
                List.of(
                        new KnownPerson(
                                "ada",
                                Map.of("extendedWorkDetails", Map.of("jobTitle", "Chief of IT")),
                                List.of(),
                                List.of(OPENED)),
                        new KnownPerson(
                                "bob",
                                Map.of("extendedWorkDetails", Map.of("jobTitle", "Clerk")),
                                List.of(),
                                List.of())),
                List.of(groups),
                List.of(new KnownOpportunity("acme", "o-1", Map.of("isClosed", false))),
                Set.of("prospects"));
    }

    private static KnownGroup group(String interest, int completeness, String... members) {
        BuyingGroupState state = new BuyingGroupState(
                UUID.randomUUID(),
                "acme",
                interest,
                "Interest " + interest,
                "acme",
                false,
                null,
                null,
                BigDecimal.valueOf(completeness),
                null,
                Arrays.stream(members)
                        .map(person -> new BuyingGroupState.Member(
                                person, person.equals("ada") ? "Decision Maker" : "Influencer", "SYSTEM", NOW))
                        .toList(),
                List.of(),
                NOW,
                NOW,
                List.of(new BuyingGroupState.Member("bob", "Blocker", "MANUAL", NOW)));
        return new KnownGroup("acme", interest, 3, state);
    }

    private static CompiledJourney split(String condition) {
        return compiled("{'id':'start','type':'account-audience','audience':'a','next':'split'},"
                + "{'id':'split','type':'split-by-accounts','paths':[{'label':'l','condition':" + condition
                + ",'next':'end'}]},{'id':'end','type':'end'}");
    }

    private static CompiledJourney action(String action, String people) {
        return compiled("{'id':'start','type':'account-audience','audience':'a','next':'act'},"
                + "{'id':'act','type':'action','action':" + action
                + (people == null ? "" : ",'people':" + people)
                + ",'next':'end'},{'id':'end','type':'end'}");
    }

    private static CompiledJourney compiled(String nodes) {
        try {
            var compilation = JourneyCompiler.compile(
                    JSON.readTree(("{'name':'n','nodes':[" + nodes + "]}").replace('\'', '"')),
                    FieldCatalogue.standard());
            assertThat(compilation.findings()).isEmpty();
            return compilation.journey();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(nodes, e);
        }
    }
}
