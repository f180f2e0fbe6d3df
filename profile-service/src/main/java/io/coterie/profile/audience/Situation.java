package io.coterie.profile.audience;

import io.coterie.platform.conditions.AccountFacts;
import io.coterie.platform.conditions.EventRead;
import io.coterie.platform.conditions.FieldRead;
import io.coterie.platform.conditions.OpportunityFacts;
import io.coterie.platform.conditions.PersonFacts;
import io.coterie.platform.conditions.RecordKind;
import io.coterie.platform.conditions.SelectiveDecoder;
import io.coterie.platform.conditions.XdmDocument;
import io.coterie.profile.experience.PastEvent;
import io.coterie.profile.person.AccountPerson;
import io.coterie.profile.source.SourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of some accounts, as it was loaded: accounts, people, what they did and opportunities, as JSON text.
 *
 * @param people by account
 * @param events by person
 * @param opportunities by account
 */
record Situation(
        Map<String, String> accounts,
        Map<String, List<AccountPerson>> people,
        Map<String, List<PastEvent>> events,
        Map<String, List<String>> opportunities) {

    /** Facts by account. Of events only the fields that are read are decoded. */
    Map<String, AccountFacts> facts(Set<FieldRead> fieldsRead, Instant now) {
        SelectiveDecoder decoder = SelectiveDecoder.of(RecordKind.EVENT, fieldsRead);
        Map<String, AccountFacts> facts = HashMap.newHashMap(accounts.size());
        accounts.forEach((key, json) -> {
            List<PersonFacts> persons = people.getOrDefault(key, List.of()).stream()
                    .map(person -> facts(person, decoder, now))
                    .toList();
            List<Map<String, Object>> done = new ArrayList<>();
            persons.forEach(person -> done.addAll(person.events()));
            facts.put(
                    key,
                    new AccountFacts(
                            key,
                            XdmDocument.parse(json),
                            persons,
                            List.of(),
                            Set.of(),
                            done,
                            opportunities.getOrDefault(key, List.of()).stream()
                                    .map(opportunity -> opportunity(opportunity, now))
                                    .toList(),
                            now,
                            now));
        });
        return facts;
    }

    /** When each account's answers change next because time passes; accounts whose answers stay are left out. */
    Map<String, Instant> nextEdges(Collection<EventRead> reads, Instant now) {
        Map<String, Instant> edges = new HashMap<>();
        people.forEach((account, persons) -> {
            List<PastEvent> done = persons.stream()
                    .flatMap(person -> events.getOrDefault(person.personKey(), List.of()).stream())
                    .toList();
            Windows.nextEdge(reads, done, now).ifPresent(edge -> edges.put(account, edge));
        });
        return edges;
    }

    private PersonFacts facts(AccountPerson person, SelectiveDecoder decoder, Instant now) {
        return new PersonFacts(
                person.personKey(),
                XdmDocument.parse(person.json()),
                person.roles(),
                events.getOrDefault(person.personKey(), List.of()).stream()
                        .map(event -> event(event, decoder))
                        .toList(),
                now);
    }

    private static Map<String, Object> event(PastEvent event, SelectiveDecoder decoder) {
        Map<String, Object> document = event.json() == null ? new HashMap<>() : decoder.decode(event.json());
        document.put("_id", event.id());
        document.put("eventType", event.eventType());
        document.put("timestamp", event.at().toString());
        return document;
    }

    private static OpportunityFacts opportunity(String json, Instant now) {
        Map<String, Object> document = XdmDocument.parse(json);
        return new OpportunityFacts(
                document.get("opportunityKey") instanceof Map<?, ?> key
                        ? String.valueOf(key.get(SourceKey.WRITTEN))
                        : "",
                document,
                now);
    }
}
