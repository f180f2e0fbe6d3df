package io.coterie.journey.body;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an action asks for, as written; {@code kind} says which. Interests, e-mails and destinations are named by id. */
@Schema(
        name = "Action",
        description = "What is asked for; interests, e-mails and destinations are named by id",
        oneOf = {
            ActionBody.SendEmail.class,
            ActionBody.SendSalesAlert.class,
            ActionBody.ActivateToDestination.class,
            ActionBody.DeactivateFromDestination.class,
            ActionBody.UpdateBuyingGroupStage.class,
            ActionBody.UpdateBuyingGroupStatus.class,
            ActionBody.AssignToBuyingGroup.class,
            ActionBody.RemoveFromBuyingGroup.class
        },
        discriminatorProperty = "kind",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "send-email", schema = ActionBody.SendEmail.class),
            @DiscriminatorMapping(value = "send-sales-alert", schema = ActionBody.SendSalesAlert.class),
            @DiscriminatorMapping(value = "activate-to-destination", schema = ActionBody.ActivateToDestination.class),
            @DiscriminatorMapping(
                    value = "deactivate-from-destination",
                    schema = ActionBody.DeactivateFromDestination.class),
            @DiscriminatorMapping(
                    value = "update-buying-group-stage",
                    schema = ActionBody.UpdateBuyingGroupStage.class),
            @DiscriminatorMapping(
                    value = "update-buying-group-status",
                    schema = ActionBody.UpdateBuyingGroupStatus.class),
            @DiscriminatorMapping(value = "assign-to-buying-group", schema = ActionBody.AssignToBuyingGroup.class),
            @DiscriminatorMapping(value = "remove-from-buying-group", schema = ActionBody.RemoveFromBuyingGroup.class)
        })
public sealed interface ActionBody {

    @Schema(name = "SendEmail", description = "To the account's people; with an interest, to the members of its group")
    record SendEmail(
            @Schema(enumeration = "send-email") String kind,
            String email,
            @Nullable String solutionInterest) implements ActionBody {}

    @Schema(name = "SendSalesAlert", description = "To addresses in sales")
    record SendSalesAlert(
            @Schema(enumeration = "send-sales-alert") String kind,
            String solutionInterest,

            @Schema(description = "E-mail addresses", minItems = 1, maxItems = 25)
            List<String> recipients)
            implements ActionBody {}

    @Schema(name = "ActivateToDestination", description = "Adds the account to a destination")
    record ActivateToDestination(
            @Schema(enumeration = "activate-to-destination") String kind, String destination) implements ActionBody {}

    @Schema(name = "DeactivateFromDestination", description = "Takes the account from a destination")
    record DeactivateFromDestination(
            @Schema(enumeration = "deactivate-from-destination")
            String kind,

            String destination) implements ActionBody {}

    @Schema(name = "UpdateBuyingGroupStage", description = "Moves the account's group to a stage")
    record UpdateBuyingGroupStage(
            @Schema(enumeration = "update-buying-group-stage")
            String kind,

            String solutionInterest,
            String stage) implements ActionBody {}

    @Schema(name = "UpdateBuyingGroupStatus", description = "Gives the account's group a status")
    record UpdateBuyingGroupStatus(
            @Schema(enumeration = "update-buying-group-status")
            String kind,

            String solutionInterest,
            @Schema(minLength = 1, maxLength = 50) String status)
            implements ActionBody {}

    @Schema(name = "AssignToBuyingGroup", description = "Gives the account's people a role in its group")
    record AssignToBuyingGroup(
            @Schema(enumeration = "assign-to-buying-group") String kind, String solutionInterest, String role)
            implements ActionBody {}

    @Schema(name = "RemoveFromBuyingGroup", description = "Takes members from the account's group")
    record RemoveFromBuyingGroup(
            @Schema(enumeration = "remove-from-buying-group")
            String kind,

            String solutionInterest) implements ActionBody {}
}
