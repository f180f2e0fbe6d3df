package io.coterie.platform.conditions;

import static io.coterie.platform.conditions.ConditionFixtures.NOW;
import static io.coterie.platform.conditions.ConditionFixtures.document;
import static io.coterie.platform.conditions.ConditionFixtures.withEvents;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Event history of §16.2: type, look-back window, minimum number, inactivity. */
class EventHistoryTest {

    private static final String OPENED = "directMarketing.emailOpened";

    @Test
    void eventsOfTheTypeInsideTheWindowAreCounted() {
        CompiledCondition twice = history("'within': 'P30D', 'atLeast': 2");

        assertThat(twice.matches(who(opened("2026-03-01T12:00:00Z"), opened("2026-03-31T12:00:00Z"))))
                .isTrue();
        assertThat(twice.matches(who(opened("2026-03-01T11:59:59Z"), opened("2026-03-31T12:00:00Z"))))
                .isFalse();
        assertThat(twice.matches(who(opened("2026-03-31T12:00:01Z"), opened("2026-03-31T12:00:00Z"))))
                .isFalse();
        assertThat(twice.matches(
                        who(event("web.formFilledOut", "2026-03-30T12:00:00Z"), opened("2026-03-30T12:00:00Z"))))
                .isFalse();
    }

    @Test
    void theWindowMayBeginBeforeAnEarlierInstantAndStillEndsNow() {
        CompiledCondition recent = history("'within': 'P10D'");
        Instant entered = NOW.minus(Duration.ofDays(20));

        assertThat(recent.matches(entered(entered, opened("2026-03-01T12:00:00Z"))))
                .isTrue();
        assertThat(recent.matches(entered(entered, opened("2026-03-30T12:00:00Z"))))
                .isTrue();
        assertThat(recent.matches(entered(entered, opened("2026-03-01T11:59:59Z"))))
                .isFalse();
    }

    @Test
    void theEventsCountedAreKnownWithTheirWindows() {
        List<EventRead> reads =
                history("'within': 'P10D'").reads().events().stream().toList();

        assertThat(reads).hasSize(1);
        assertThat(reads.getFirst().pointer()).isEqualTo("/events");
        assertThat(reads.getFirst().type()).isEqualTo(OPENED);
        assertThat(reads.getFirst().within())
                .isNotNull()
                .satisfies(within -> assertThat(within.before(NOW)).isEqualTo(NOW.minus(Duration.ofDays(10))));
    }

    @Test
    void aListenTestsOneEvent() {
        FieldCatalogue fields = FieldCatalogue.empty().with(RecordKind.EVENT, "newScore", FieldType.NUMBER);
        CompiledCondition complete = ConditionCompiler.compile(
                ConditionFixtures.json("{'event': {'field': 'newScore', 'operator': 'AT_LEAST', 'value': 80}}"),
                fields,
                ConditionRoot.EVENT);

        assertThat(complete.matches(new EventFacts(document("{'newScore': 80}"), NOW)))
                .isTrue();
        assertThat(complete.matches(new EventFacts(document("{'newScore': 79}"), NOW)))
                .isFalse();
        assertThat(fields.find(RecordKind.ACCOUNT, "accountName")).isEmpty();
    }

    @Test
    void oneEventAtAnyTimeIsEnoughByDefault() {
        assertThat(history("'atLeast': 1").matches(who(opened("2001-01-01T00:00:00Z"))))
                .isTrue();
        assertThat(withEvents(ConditionRoot.PERSON, "{'events': {'type': '" + OPENED + "'}}")
                        .matches(who()))
                .isFalse();
    }

    @Test
    void inactivityIsTheAbsenceOfTheEvent() {
        CompiledCondition inactive = history("'within': 'P30D', 'absent': true");

        assertThat(inactive.matches(who())).isTrue();
        assertThat(inactive.matches(who(opened("2026-02-01T00:00:00Z")))).isTrue();
        assertThat(inactive.matches(who(opened("2026-03-30T00:00:00Z")))).isFalse();
    }

    @Test
    void theFieldsOfTheEventAreTested() {
        CompiledCondition phone = history("'where': {'event': {'field': 'device.isMobileDevice', 'operator': 'TRUE'}}");

        assertThat(phone.matches(who(document("{'eventType': '" + OPENED
                        + "', 'timestamp': '2026-03-01T00:00:00Z', 'device': {'isMobileDevice': true}}"))))
                .isTrue();
        assertThat(phone.matches(who(opened("2026-03-01T00:00:00Z")))).isFalse();
    }

    @Test
    void eventsOfPeopleAreCountedPerPerson() {
        CompiledCondition active = withEvents(
                ConditionRoot.ACCOUNT_AUDIENCE,
                "{'people': {'quantifier': {'atLeast': 2}, " + "'where': {'events': {'type': '" + OPENED + "'}}}}");
        PersonFacts reader = who(opened("2026-03-01T00:00:00Z"));

        assertThat(active.matches(new AccountFacts("k", Map.of(), List.of(reader, who(), reader), NOW)))
                .isTrue();
        assertThat(active.matches(new AccountFacts("k", Map.of(), List.of(reader, who()), NOW)))
                .isFalse();
    }

    @Test
    void anEventWithoutTypeOrTimestampIsNotCounted() {
        assertThat(history("'atLeast': 1").matches(who(document("{'eventType': '" + OPENED + "'}"), Map.of())))
                .isFalse();
    }

    @Test
    void theCountIsExplained() {
        Explanation explanation = history("'atLeast': 3").explain(who(opened("2026-03-01T00:00:00Z")));

        assertThat(explanation.matched()).isFalse();
        assertThat(explanation.counts()).isEqualTo(new Explanation.Counts(1, 1, List.of("e-2026-03-01T00:00:00Z")));
        assertThat(explanation.label()).isEqualTo("at least 3 × " + OPENED);
    }

    @Test
    void anAbsentEventHasNoMinimumNumber() {
        assertThat(faultsOf("{'events': {'type': 'a', 'absent': true, 'atLeast': 2}}"))
                .containsExactly("/events/atLeast: an event that is absent has no minimum number");
        assertThat(faultsOf("{'events': {'within': 'soon', 'absent': 1, 'since': 'P1D'}}"))
                .containsExactly(
                        "/events/since: unknown key",
                        "/events/type: expected a text of 1 to 255 characters",
                        "/events/within: " + TestCompiler.SPAN,
                        "/events/absent: expected true or false");
    }

    private static List<String> faultsOf(String tree) {
        try {
            return List.of(withEvents(ConditionRoot.PERSON, tree).inWords());
        } catch (InvalidCondition invalid) {
            return invalid.faults().stream()
                    .map(fault -> fault.pointer() + ": " + fault.message())
                    .toList();
        }
    }

    private static CompiledCondition history(String constraints) {
        return withEvents(ConditionRoot.PERSON, "{'events': {'type': '" + OPENED + "', " + constraints + "}}");
    }

    private static PersonFacts who() {
        return did(List.of());
    }

    private static PersonFacts who(Map<String, Object> event) {
        return did(List.of(event));
    }

    private static PersonFacts who(Map<String, Object> one, Map<String, Object> other) {
        return did(List.of(one, other));
    }

    private static PersonFacts did(List<Map<String, Object>> events) {
        return new PersonFacts("k", Map.of(), List.of(), events, NOW);
    }

    private static PersonFacts entered(Instant at, Map<String, Object> event) {
        return new PersonFacts("k", Map.of(), List.of(), List.of(event), null, List.of(), at, NOW);
    }

    private static Map<String, Object> opened(String timestamp) {
        return event(OPENED, timestamp);
    }

    private static Map<String, Object> event(String type, String timestamp) {
        return Map.of("_id", "e-" + timestamp, "eventType", type, "timestamp", timestamp);
    }
}
