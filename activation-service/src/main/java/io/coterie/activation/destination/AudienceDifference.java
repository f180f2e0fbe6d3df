package io.coterie.activation.destination;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has to be sent so that the audience becomes what is wanted (BEY-09). Pure: members in, elements and rulings out.
 *
 * <p>Accounts that LinkedIn cannot tell apart share one entry. Nothing confirmed is sent again; an entry that somebody
 * still wants is not removed because somebody else does not. What was sent and not answered is sent again, which
 * LinkedIn takes as one entry.
 */
final class AudienceDifference {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final int LONGEST_WAIT_FOR_ACCOUNT = 60;

    private AudienceDifference() {}

    enum Action {
        ADD,
        REMOVE
    }

    /** One line of a request, and the members that share its result. */
    record Element(Action action, Company company, List<Member> members) {}

    /** What to send, and what needs no sending. */
    record Plan(List<Element> elements, List<Ruling> rulings) {}

    /** That a member outside the batch holds an entry which one inside may share. */
    record Elsewhere(boolean desired, boolean present) {

        Elsewhere and(Elsewhere other) {
            return new Elsewhere(desired || other.desired, present || other.present);
        }
    }

    private static final Elsewhere NOWHERE = new Elsewhere(false, false);

    /** The members that speak of one entry. */
    private record Entry(List<Member> staying, List<Member> adding, List<Member> leaving) {

        static Entry empty() {
            return new Entry(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** @param elsewhere by {@link Company#identity()}, what members outside the batch hold */
    static Plan of(List<Member> members, Map<String, Elsewhere> elsewhere) {
        List<Ruling> rulings = new ArrayList<>();
        Map<String, Entry> entries = new LinkedHashMap<>();
        members.forEach(member -> sort(member, entries, rulings));
        List<Element> elements = new ArrayList<>();
        entries.forEach(
                (identity, entry) -> resolve(entry, elsewhere.getOrDefault(identity, NOWHERE), elements, rulings));
        return new Plan(List.copyOf(elements), List.copyOf(rulings));
    }

    private static void sort(Member member, Map<String, Entry> entries, List<Ruling> rulings) {
        switch (member.held()) {
            case Held.Absent absent -> sortAbsent(member, absent, entries, rulings);
            case Held.Present present -> sortHeld(member, present.company(), true, entries, rulings);
            case Held.Unknown unknown -> sortHeld(member, unknown.company(), false, entries, rulings);
        }
    }

    private static void sortAbsent(
            Member member, Held.Absent absent, Map<String, Entry> entries, List<Ruling> rulings) {
        switch (member.target()) {
            case Target.Wanted wanted ->
                entry(entries, wanted.company()).adding().add(member);
            case Target.Unwanted _ -> rulings.add(new Ruling.Reached(member, absent));
            case Target.Unmatchable _ ->
                rulings.add(new Ruling.Impossible(
                        member, absent, "The account has neither a name nor a domain to be recognised by."));
            case Target.NotYetKnown _ ->
                rulings.add(
                        member.attempts() < LONGEST_WAIT_FOR_ACCOUNT
                                ? new Ruling.Again(member, absent, LOOK_AGAIN, true)
                                : new Ruling.Impossible(member, absent, "The account is not known here."));
        }
    }

    private static void sortHeld(
            Member member, Company held, boolean confirmed, Map<String, Entry> entries, List<Ruling> rulings) {
        switch (member.target()) {
            case Target.Wanted wanted -> {
                if (!wanted.company().identity().equals(held.identity())) {
                    entry(entries, held).leaving().add(member);
                } else if (confirmed) {
                    entry(entries, held).staying().add(member);
                    rulings.add(new Ruling.Reached(member, member.held()));
                } else {
                    entry(entries, held).adding().add(member);
                }
            }
            case Target.Unwanted _, Target.Unmatchable _ ->
                entry(entries, held).leaving().add(member);
            case Target.NotYetKnown _ -> rulings.add(new Ruling.Reached(member, member.held()));
        }
    }

    private static void resolve(Entry entry, Elsewhere elsewhere, List<Element> elements, List<Ruling> rulings) {
        boolean wanted = !entry.staying().isEmpty() || !entry.adding().isEmpty() || elsewhere.desired();
        boolean confirmed = !entry.staying().isEmpty()
                || elsewhere.present()
                || entry.leaving().stream().anyMatch(member -> member.held() instanceof Held.Present);
        if (!entry.adding().isEmpty()) {
            if (confirmed) {
                entry.adding().forEach(member -> rulings.add(added(member)));
            } else {
                elements.add(
                        new Element(Action.ADD, wantedCompany(entry.adding().getFirst()), List.copyOf(entry.adding())));
            }
        }
        if (entry.leaving().isEmpty()) {
            return;
        }
        if (!wanted) {
            elements.add(
                    new Element(Action.REMOVE, heldCompany(entry.leaving().getFirst()), List.copyOf(entry.leaving())));
        } else if (confirmed || entry.adding().isEmpty()) {
            entry.leaving().forEach(member -> rulings.add(removed(member)));
        } else {
            // Should the addition fail, they are the only ones who know that the entry may be there.
            entry.leaving().forEach(member -> rulings.add(new Ruling.Again(member, member.held(), LOOK_AGAIN, false)));
        }
    }

    /** The member's entry is in the audience. */
    static Ruling added(Member member) {
        return new Ruling.Reached(member, new Held.Present(wantedCompany(member)));
    }

    /** The member's entry is out of the audience; whoever is wanted as another company goes on. */
    static Ruling removed(Member member) {
        Held absent = new Held.Absent();
        return member.target() instanceof Target.Unwanted
                ? new Ruling.Reached(member, absent)
                : new Ruling.Again(member, absent, Duration.ZERO, false);
    }

    static Company wantedCompany(Member member) {
        if (member.target() instanceof Target.Wanted wanted) {
            return wanted.company();
        }
        throw new IllegalArgumentException("Account " + member.accountKey() + " is not wanted");
    }

    static Company heldCompany(Member member) {
        return switch (member.held()) {
            case Held.Present present -> present.company();
            case Held.Unknown unknown -> unknown.company();
            case Held.Absent _ -> throw new IllegalArgumentException("Account " + member.accountKey() + " is not held");
        };
    }

    private static Entry entry(Map<String, Entry> entries, Company company) {
        return entries.computeIfAbsent(company.identity(), _ -> Entry.empty());
    }
}
