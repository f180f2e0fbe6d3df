package io.coterie.buyinggroup.engagement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The algorithms of §11.2 and §11.3 from scratch, step by step, over everything at once: what a run must come to. */
final class Scratch {

    private Scratch() {}

    record Count(String person, String activity, LocalDate day, int count) {}

    record Member(String person, String role) {}

    record Group(UUID id, List<Member> members) {}

    record Parts(double raw, double root, double score) {}

    /**
     * @param population whose activities count
     */
    static Map<String, Parts> persons(
            Collection<Count> counts,
            Map<String, Integer> weights,
            WeightNormalisation normalisation,
            Set<String> population,
            LocalDate today) {
        List<Count> actions = new ArrayList<>();
        for (Count count : counts) {
            boolean inWindow = !count.day().isAfter(today) && count.day().isAfter(today.minusDays(30));
            if (inWindow && weights.getOrDefault(count.activity(), 0) > 0 && population.contains(count.person())) {
                actions.add(count);
            }
        }
        Map<String, Double> normalised = normalised(actions, weights, normalisation);
        Map<String, Double> raw = new TreeMap<>();
        for (Count action : actions) {
            raw.merge(action.person(), Math.min(action.count(), 20) * normalised.get(action.activity()), Double::sum);
        }
        return parts(raw);
    }

    private static Map<String, Double> normalised(
            List<Count> actions, Map<String, Integer> weights, WeightNormalisation normalisation) {
        Set<String> occurred = new HashSet<>();
        actions.forEach(action -> occurred.add(action.activity()));
        double heaviest = occurred.stream().mapToInt(weights::get).max().orElse(1);
        double lightest = occurred.stream().mapToInt(weights::get).min().orElse(0);
        Map<String, Double> normalised = new HashMap<>();
        for (String activity : occurred) {
            double weight = weights.get(activity);
            normalised.put(
                    activity,
                    switch (normalisation) {
                        case ZERO_ANCHORED -> weight / heaviest;
                        case PURE_MINMAX -> heaviest == lightest ? 1 : (weight - lightest) / (heaviest - lightest);
                    });
        }
        return normalised;
    }

    static Map<UUID, Parts> groups(
            Collection<Group> groups, Map<String, Integer> roleWeights, Map<String, Parts> persons) {
        Map<UUID, Double> raw = new TreeMap<>();
        for (Group group : groups) {
            Set<String> used = new HashSet<>();
            group.members().forEach(member -> used.add(member.role()));
            double sum = used.stream().mapToInt(roleWeights::get).sum();
            double aggregated = 0;
            for (Member member : group.members()) {
                Parts person = persons.get(member.person());
                aggregated += (person == null ? 0 : person.score()) * (roleWeights.get(member.role()) / sum);
            }
            raw.put(group.id(), aggregated);
        }
        return parts(raw);
    }

    private static <K extends Comparable<K>> Map<K, Parts> parts(Map<K, Double> raw) {
        double maximum = raw.values().stream().mapToDouble(Math::sqrt).max().orElse(0);
        Map<K, Parts> parts = new TreeMap<>();
        raw.forEach((key, value) -> parts.put(
                key, new Parts(value, Math.sqrt(value), maximum == 0 ? 0 : 100 * Math.sqrt(value) / maximum)));
        return parts;
    }
}
