package io.coterie.activation.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.activation.destination.AudienceDifference.Action;
import io.coterie.activation.destination.AudienceDifference.Element;
import io.coterie.activation.destination.AudienceDifference.Elsewhere;
import io.coterie.activation.destination.AudienceDifference.Plan;
import io.coterie.activation.linkedin.RetryClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Plays random wishes, lost answers and small batches against a model of LinkedIn's audience, and looks whether the
 * audience ends as wanted and whether anything confirmed was ever sent again.
 */
class AudienceModelTest {

    private static final int ACCOUNTS = 6;
    private static final int DOMAINS = 3;
    private static final int STEPS = 60;

    @Property(tries = 300)
    void theAudienceEndsAsWantedWhateverGetsLost(@ForAll long seed) {
        Model model = new Model(new Random(seed));

        for (int step = 0; step < STEPS; step++) {
            model.wishSomething();
            model.synchronise(true);
        }
        model.settle();

        assertThat(model.audience).isEqualTo(model.wanted());
        assertThat(model.needlessAdds).isZero();
    }

    /** What the database and LinkedIn hold. */
    private static final class Model {

        private final Random random;
        private final Map<String, Held> held = new LinkedHashMap<>();
        private final Map<String, Target> targets = new HashMap<>();
        private final Set<String> audience = new HashSet<>();
        private int needlessAdds;

        Model(Random random) {
            this.random = random;
            for (int account = 0; account < ACCOUNTS; account++) {
                held.put("account-" + account, new Held.Absent());
                targets.put("account-" + account, new Target.Unwanted());
            }
        }

        void wishSomething() {
            String account = "account-" + random.nextInt(ACCOUNTS);
            targets.put(
                    account,
                    random.nextBoolean()
                            ? new Target.Unwanted()
                            : new Target.Wanted(new Company(account, "domain-" + random.nextInt(DOMAINS), null)));
        }

        void settle() {
            for (int round = 0; round < 10; round++) {
                synchronise(false);
            }
        }

        Set<String> wanted() {
            Set<String> wanted = new HashSet<>();
            targets.values().forEach(target -> {
                if (target instanceof Target.Wanted company) {
                    wanted.add(company.company().identity());
                }
            });
            return wanted;
        }

        void synchronise(boolean unreliable) {
            List<Member> batch = new ArrayList<>();
            Set<String> keys = new HashSet<>();
            held.forEach((key, value) -> {
                if (!unreliable || random.nextInt(3) > 0) {
                    batch.add(new Member(key, 1, value, targets.get(key), 0));
                    keys.add(key);
                }
            });
            Plan plan = AudienceDifference.of(batch, elsewhere(keys));
            plan.rulings().forEach(this::write);
            for (Element element : plan.elements()) {
                element.members()
                        .forEach(member -> held.put(member.accountKey(), ElementResults.unknown(element, member)));
                if (element.action() == Action.REMOVE) {
                    doubt(element);
                }
                send(element, unreliable ? random.nextInt(4) : 0);
            }
        }

        /** As the statement of that name does. */
        private void doubt(Element element) {
            held.replaceAll((key, value) -> value instanceof Held.Present present
                            && present.company()
                                    .identity()
                                    .equals(element.company().identity())
                    ? new Held.Unknown(present.company())
                    : value);
        }

        private void send(Element element, int luck) {
            boolean arrives = luck != 1;
            boolean answered = luck == 0 || luck == 3;
            if (arrives) {
                arrive(element);
            }
            if (answered) {
                ElementResults.done(element).forEach(this::write);
            } else if (luck == 1) {
                ElementResults.refused(element, RetryClass.LATER, "later").forEach(this::write);
            }
        }

        private void arrive(Element element) {
            String identity = element.company().identity();
            if (element.action() == Action.REMOVE) {
                audience.remove(identity);
            } else if (!audience.add(identity)
                    && element.members().stream().noneMatch(member -> member.held() instanceof Held.Unknown)
                    && held.entrySet().stream().noneMatch(entry -> isDoubtful(entry.getValue(), identity))) {
                needlessAdds++;
            }
        }

        private static boolean isDoubtful(Held value, String identity) {
            return value instanceof Held.Unknown unknown
                    && unknown.company().identity().equals(identity);
        }

        private Map<String, Elsewhere> elsewhere(Set<String> inBatch) {
            Map<String, Elsewhere> found = new HashMap<>();
            held.forEach((key, value) -> {
                if (!inBatch.contains(key) && !(value instanceof Held.Absent)) {
                    Company company = value instanceof Held.Present present
                            ? present.company()
                            : ((Held.Unknown) value).company();
                    found.merge(
                            company.identity(),
                            new Elsewhere(targets.get(key) instanceof Target.Wanted, value instanceof Held.Present),
                            Elsewhere::and);
                }
            });
            return found;
        }

        private void write(Ruling ruling) {
            held.put(ruling.member().accountKey(), ruling.held());
        }
    }
}
