package io.coterie.platform.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles the tree: {@code all}, {@code any}, {@code not} and the scopes that are allowed at each place. */
final class TreeCompiler {

    private static final String ALL = "all";
    private static final String ANY = "any";
    private static final String NOT = "not";
    private static final String WHERE = "where";
    private static final int LONGEST_NAME = 255;
    private static final int MOST = 1_000_000;

    private final Faults faults;
    private final TestCompiler tests;

    TreeCompiler(FieldCatalogue fields, Faults faults, boolean keepBroken) {
        this.faults = faults;
        this.tests = new TestCompiler(fields, faults, keepBroken);
    }

    /** Empty when a fault was found at the node itself; faults below it may leave a node that is not to be used. */
    Optional<Node> compile(JsonNode tree, Set<ConditionScope> scopes) {
        return node(new Place(tree, "", 1, scopes));
    }

    /** A node of the tree and what is allowed there. */
    private record Place(JsonNode json, String pointer, int depth, Set<ConditionScope> scopes) {

        Place child(String key) {
            return new Place(json.path(key), pointer + "/" + key, depth + 1, scopes);
        }

        Place child(String key, Set<ConditionScope> inside) {
            return new Place(json.path(key), pointer + "/" + key, depth + 1, inside);
        }

        /** A level of the tree is an object, not its list. */
        Place element(int index) {
            return new Place(json.path(index), pointer + "/" + index, depth, scopes);
        }
    }

    private Optional<Node> node(Place place) {
        if (place.depth() > ConditionLimits.DEPTH) {
            return refused(place, "conditions are nested at most " + ConditionLimits.DEPTH + " deep");
        }
        if (!place.json().isObject() || place.json().size() != 1) {
            return refused(place, "expected an object with exactly one of " + keys(place.scopes()));
        }
        String key = place.json().fieldNames().next();
        return switch (key) {
            case ALL -> group(place.child(ALL)).map(nodes -> new AllOf(place.pointer(), nodes));
            case ANY -> group(place.child(ANY)).map(nodes -> new AnyOf(place.pointer(), nodes));
            case NOT -> node(place.child(NOT)).map(node -> new Negation(place.pointer(), node));
            default -> scoped(place, key);
        };
    }

    private Optional<List<Node>> group(Place place) {
        if (!place.json().isArray() || place.json().isEmpty()) {
            return refused(place, "expected a list of at least one condition");
        }
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < place.json().size() && !faults.tooManyTests(); i++) {
            node(place.element(i)).ifPresent(nodes::add);
        }
        return Optional.of(nodes);
    }

    private Optional<Node> scoped(Place place, String key) {
        Optional<ConditionScope> scope = place.scopes().stream()
                .filter(allowed -> allowed.key().equals(key))
                .findFirst();
        if (scope.isEmpty()) {
            return refused(place.child(TestCompiler.escaped(key)), notHere(key, place.scopes()));
        }
        faults.countTest(place.pointer());
        Place inside = place.child(key);
        return switch (scope.get()) {
            case ACCOUNT -> tests.test(inside.json(), inside.pointer(), RecordKind.ACCOUNT);
            case PERSON -> tests.test(inside.json(), inside.pointer(), RecordKind.PERSON);
            case GROUP -> tests.test(inside.json(), inside.pointer(), RecordKind.GROUP);
            case EVENT -> tests.test(inside.json(), inside.pointer(), RecordKind.EVENT);
            case OPPORTUNITY -> tests.test(inside.json(), inside.pointer(), RecordKind.OPPORTUNITY);
            case OPPORTUNITIES -> opportunities(inside);
            case PEOPLE -> people(inside);
            case BUYING_GROUP -> buyingGroup(inside);
            case ROLE_MEMBERS -> roleMembers(inside);
            case BUYING_GROUP_MEMBER -> buyingGroupMember(inside);
            case AUDIENCE -> audience(inside);
            case EVENTS -> events(inside);
        };
    }

    private Optional<Node> people(Place place) {
        if (!isObject(place, Set.of("quantifier", WHERE))) {
            return Optional.empty();
        }
        Optional<Quantifier> quantifier = quantifier(place.child("quantifier"));
        Set<ConditionScope> inside = EnumSet.of(ConditionScope.PERSON);
        if (place.scopes().contains(ConditionScope.EVENTS)) {
            inside.add(ConditionScope.EVENTS);
        }
        if (place.scopes().contains(ConditionScope.BUYING_GROUP)) {
            inside.add(ConditionScope.BUYING_GROUP_MEMBER);
        }
        Optional<Node> where = node(place.child(WHERE, inside));
        return quantifier.flatMap(count -> where.map(node -> new PeopleTest(place.pointer(), count, node)));
    }

    private Optional<Quantifier> quantifier(Place place) {
        JsonNode json = place.json();
        if (json.isObject() && isObject(place, Set.of("atLeast"))) {
            return count(place.child("atLeast")).map(Quantifier.AtLeast::new);
        }
        return switch (json.isTextual() ? json.textValue() : "") {
            case ANY -> Optional.of(new Quantifier.Any());
            case ALL -> Optional.of(new Quantifier.All());
            case "none" -> Optional.of(new Quantifier.None());
            default -> refused(place, "expected \"any\", \"all\", \"none\" or {\"atLeast\": 2}");
        };
    }

    private Optional<Node> buyingGroup(Place place) {
        if (!isObject(place, Set.of("exists", WHERE))) {
            return Optional.empty();
        }
        JsonNode exists = place.json().path("exists");
        if (!exists.isMissingNode() && !exists.isBoolean()) {
            return refused(place.child("exists"), "expected true or false");
        }
        boolean present = exists.asBoolean(true);
        if (!place.json().has(WHERE)) {
            return Optional.of(new BuyingGroupTest(place.pointer(), present, null));
        }
        Set<ConditionScope> inside = EnumSet.of(ConditionScope.GROUP, ConditionScope.ROLE_MEMBERS);
        return node(place.child(WHERE, inside)).map(node -> new BuyingGroupTest(place.pointer(), present, node));
    }

    private Optional<Node> opportunities(Place place) {
        if (!isObject(place, Set.of("exists", WHERE))) {
            return Optional.empty();
        }
        int before = faults.count();
        boolean present = flag(place.child("exists")).orElse(true);
        Optional<Node> where = place.json().has(WHERE)
                ? node(place.child(WHERE, EnumSet.of(ConditionScope.OPPORTUNITY)))
                : Optional.empty();
        return faults.count() > before
                ? Optional.empty()
                : Optional.of(new OpportunitiesTest(place.pointer(), present, where.orElse(null)));
    }

    private Optional<Node> buyingGroupMember(Place place) {
        if (!isObject(place, Set.of("exists", "role", "removed", WHERE))) {
            return Optional.empty();
        }
        int before = faults.count();
        Optional<Boolean> exists = flag(place.child("exists"));
        Optional<Boolean> removed = flag(place.child("removed"));
        List<String> roles = place.json().has("role") ? names(place.child("role")) : List.of();
        Set<ConditionScope> inside = EnumSet.of(ConditionScope.GROUP, ConditionScope.ROLE_MEMBERS);
        Optional<Node> where = place.json().has(WHERE) ? node(place.child(WHERE, inside)) : Optional.empty();
        return faults.count() > before
                ? Optional.empty()
                : Optional.of(new BuyingGroupMemberTest(
                        place.pointer(), exists.orElse(true), roles, removed.orElse(null), where.orElse(null)));
    }

    /** Empty when it is not there, or is not a flag, which then is a fault. */
    private Optional<Boolean> flag(Place place) {
        JsonNode json = place.json();
        if (!json.isMissingNode() && !json.isBoolean()) {
            faults.add(place.pointer(), "expected true or false");
        }
        return json.isBoolean() ? Optional.of(json.booleanValue()) : Optional.empty();
    }

    /** One name, or a list of them. */
    private List<String> names(Place place) {
        if (!place.json().isArray()) {
            return name(place).map(List::of).orElse(List.of());
        }
        if (place.json().isEmpty() || place.json().size() > ConditionLimits.VALUES) {
            faults.add(place.pointer(), "expected 1 to " + ConditionLimits.VALUES + " names");
            return List.of();
        }
        faults.countValues(place.pointer(), place.json().size());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < place.json().size(); i++) {
            name(place.element(i)).ifPresent(names::add);
        }
        return names;
    }

    private Optional<Node> roleMembers(Place place) {
        if (!isObject(place, Set.of("role", "atLeast"))) {
            return Optional.empty();
        }
        Optional<String> role = name(place.child("role"));
        Optional<Integer> atLeast = place.json().has("atLeast") ? count(place.child("atLeast")) : Optional.of(1);
        return role.flatMap(named -> atLeast.map(count -> new RoleMembersTest(place.pointer(), named, count)));
    }

    private Optional<Node> audience(Place place) {
        return name(place).map(id -> new AudienceTest(place.pointer(), id));
    }

    private Optional<Node> events(Place place) {
        if (!isObject(place, Set.of("type", "within", "atLeast", "absent", WHERE))) {
            return Optional.empty();
        }
        int before = faults.count();
        Optional<String> type = name(place.child("type"));
        Optional<LookBack> within = place.json().has("within") ? lookBack(place.child("within")) : Optional.empty();
        int atLeast = occurrences(place);
        Optional<Node> where =
                place.json().has(WHERE) ? node(place.child(WHERE, EnumSet.of(ConditionScope.EVENT))) : Optional.empty();
        return faults.count() > before || type.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new EventsTest(place.pointer(), type.get(), within.orElse(null), atLeast, where.orElse(null)));
    }

    private int occurrences(Place place) {
        JsonNode absent = place.json().path("absent");
        if (absent.isMissingNode()) {
            return place.json().has("atLeast") ? count(place.child("atLeast")).orElse(1) : 1;
        }
        if (!absent.isBoolean()) {
            faults.add(place.child("absent").pointer(), "expected true or false");
        }
        if (absent.asBoolean() && place.json().has("atLeast")) {
            faults.add(place.child("atLeast").pointer(), "an event that is absent has no minimum number");
        }
        return absent.asBoolean() ? 0 : place.json().path("atLeast").asInt(1);
    }

    private Optional<LookBack> lookBack(Place place) {
        Optional<LookBack> span =
                place.json().isTextual() ? LookBack.parse(place.json().textValue()) : Optional.empty();
        return span.isPresent() ? span : refused(place, TestCompiler.SPAN);
    }

    private Optional<Integer> count(Place place) {
        JsonNode json = place.json();
        boolean valid = json.isIntegralNumber() && json.canConvertToInt() && json.intValue() >= 1;
        return valid && json.intValue() <= MOST
                ? Optional.of(json.intValue())
                : refused(place, "expected a whole number from 1 to " + MOST);
    }

    private Optional<String> name(Place place) {
        JsonNode json = place.json();
        boolean valid = json.isTextual()
                && !json.textValue().isBlank()
                && json.textValue().length() <= LONGEST_NAME;
        return valid
                ? Optional.of(json.textValue().strip())
                : refused(place, "expected a text of 1 to " + LONGEST_NAME + " characters");
    }

    /** Whether the place holds an object; keys it does not know are faults of their own. */
    private boolean isObject(Place place, Set<String> known) {
        if (!place.json().isObject()) {
            faults.add(
                    place.pointer(),
                    "expected an object with "
                            + String.join(", ", known.stream().sorted().toList()));
            return false;
        }
        TestCompiler.refuseUnknownKeys(place.json(), place.pointer(), known, faults);
        return true;
    }

    private <T> Optional<T> refused(Place place, String message) {
        faults.add(place.pointer(), message);
        return Optional.empty();
    }

    private static String notHere(String key, Set<ConditionScope> scopes) {
        boolean known =
                Stream.of(ConditionScope.values()).anyMatch(scope -> scope.key().equals(key));
        List<String> allowed = scopes.stream().map(ConditionScope::key).toList();
        return (known
                        ? "'" + key + "' cannot be used here"
                        : "unknown key '" + TestCompiler.shortened(key) + "'" + Suggestion.of(key, allowed))
                + "; expected one of " + keys(scopes);
    }

    private static String keys(Set<ConditionScope> scopes) {
        return Stream.concat(Stream.of(ALL, ANY, NOT), scopes.stream().map(ConditionScope::key))
                .collect(Collectors.joining(", "));
    }
}
