package io.coterie.journey.journey;

import io.coterie.contracts.DefinitionState;
import io.coterie.journey.catalogue.Catalogue;
import io.coterie.journey.catalogue.Reference;
import io.coterie.journey.definition.Awaited;
import io.coterie.journey.definition.CompiledJourney;
import io.coterie.journey.definition.Effect;
import io.coterie.journey.definition.Finding;
import io.coterie.journey.definition.Finding.Code;
import io.coterie.journey.definition.Node;
import io.coterie.platform.tenancy.Sandbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Checks that what a journey names exists: its audience, interests with roles and stages, e-mails and destinations. */
@ApplicationScoped
class References {

    private final Catalogue catalogue;

    References(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    private record Named(Reference reference, String pointer, String node) {}

    Uni<List<Finding>> check(SqlConnection connection, Sandbox sandbox, CompiledJourney journey) {
        List<Named> named = named(journey.definition().nodes());
        return catalogue
                .existing(
                        connection,
                        sandbox,
                        named.stream().map(Named::reference).distinct().toList())
                .map(existing -> missing(named, existing))
                .chain(missing -> catalogue
                        .interests(connection, sandbox, interests(journey))
                        .map(interests -> Stream.concat(
                                        missing.stream(), InterestUse.misfits(journey, interests).stream())
                                .toList()));
    }

    private static List<String> interests(CompiledJourney journey) {
        return journey.actions()
                .flatMap(action -> action.effect().interest().stream())
                .distinct()
                .toList();
    }

    private static List<Finding> missing(List<Named> named, Set<Reference> existing) {
        return named.stream()
                .filter(name -> !existing.contains(name.reference))
                .map(name -> new Finding(
                        Code.UNKNOWN_REFERENCE,
                        name.pointer,
                        name.node,
                        "Expected the id of " + words(name.reference.kind()) + ", but '" + name.reference.id()
                                + "' is none",
                        null))
                .toList();
    }

    private static List<Named> named(List<Node> nodes) {
        List<Named> named = new ArrayList<>();
        for (int index = 0; index < nodes.size(); index++) {
            Node node = nodes.get(index);
            String pointer = "/nodes/" + index;
            switch (node) {
                case Node.AudienceNode audience ->
                    named.add(named(DefinitionState.AUDIENCE, audience.audience(), pointer + "/audience", node));
                case Node.ListenNode listen -> addEvent(named, listen, pointer + "/event");
                case Node.ActionNode action -> addEffect(named, action, pointer + "/action");
                case Node.SplitNode _, Node.WaitNode _, Node.MergeNode _, Node.EndNode _ -> {}
            }
        }
        return named;
    }

    private static void addEvent(List<Named> named, Node.ListenNode listen, String pointer) {
        switch (listen.event()) {
            case Awaited.GroupEvent event ->
                named.add(named(
                        DefinitionState.SOLUTION_INTEREST,
                        event.solutionInterest(),
                        pointer + "/solutionInterest",
                        listen));
            case Awaited.PersonEvent _ -> {}
        }
    }

    private static void addEffect(List<Named> named, Node.ActionNode action, String pointer) {
        action.effect()
                .interest()
                .ifPresent(interest -> named.add(
                        named(DefinitionState.SOLUTION_INTEREST, interest, pointer + "/solutionInterest", action)));
        switch (action.effect()) {
            case Effect.SendEmail mail ->
                named.add(named(DefinitionState.EMAIL, mail.email(), pointer + "/email", action));
            case Effect.ActivateToDestination activate ->
                named.add(named(DefinitionState.DESTINATION, activate.destination(), pointer + "/destination", action));
            case Effect.DeactivateFromDestination deactivate ->
                named.add(
                        named(DefinitionState.DESTINATION, deactivate.destination(), pointer + "/destination", action));
            case Effect.SendSalesAlert _,
                    Effect.UpdateBuyingGroupStage _,
                    Effect.UpdateBuyingGroupStatus _,
                    Effect.AssignToBuyingGroup _,
                    Effect.RemoveFromBuyingGroup _ -> {}
        }
    }

    private static Named named(String kind, String id, String pointer, Node node) {
        return new Named(new Reference(kind, id), pointer, node.id());
    }

    private static String words(String kind) {
        return switch (kind) {
            case DefinitionState.AUDIENCE -> "an audience";
            case DefinitionState.SOLUTION_INTEREST -> "a solution interest";
            case DefinitionState.EMAIL -> "an e-mail";
            case DefinitionState.DESTINATION -> "a destination";
            default -> "a " + kind;
        };
    }
}
