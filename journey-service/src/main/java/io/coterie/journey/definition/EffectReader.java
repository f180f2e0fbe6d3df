package io.coterie.journey.definition;

import io.coterie.journey.definition.Finding.Code;
import java.util.List;
import java.util.Optional;

/** Reads what an action node asks for: its kind and the parameters of that kind (§6.1, §6.2). */
final class EffectReader {

    private static final int LONGEST_STATUS = 50;

    private EffectReader() {}

    /** Empty when the kind is unknown, which then is a finding. */
    static Optional<Effect> read(StrictObject json) {
        String kind = json.text("kind");
        Effect effect = switch (kind) {
            case "send-email" -> new Effect.SendEmail(json.text("email"), json.optionalText("solutionInterest"));
            case "send-sales-alert" -> new Effect.SendSalesAlert(json.text("solutionInterest"), recipients(json));
            case "activate-to-destination" -> new Effect.ActivateToDestination(json.text("destination"));
            case "deactivate-from-destination" -> new Effect.DeactivateFromDestination(json.text("destination"));
            case "update-buying-group-stage" ->
                new Effect.UpdateBuyingGroupStage(json.text("solutionInterest"), json.text("stage"));
            case "update-buying-group-status" ->
                new Effect.UpdateBuyingGroupStatus(json.text("solutionInterest"), status(json));
            case "assign-to-buying-group" ->
                new Effect.AssignToBuyingGroup(json.text("solutionInterest"), json.text("role"));
            case "remove-from-buying-group" -> new Effect.RemoveFromBuyingGroup(json.text("solutionInterest"));
            default -> null;
        };
        if (effect != null) {
            json.refuseTheRest();
        } else if (!kind.isEmpty()) {
            json.report(Code.UNKNOWN_ACTION, "kind", "Expected a known kind of action, but found '" + kind + "'");
        }
        return Optional.ofNullable(effect);
    }

    private static List<String> recipients(StrictObject json) {
        List<String> recipients = json.texts("recipients");
        if (recipients.isEmpty()) {
            json.report(Code.INVALID_VALUE, "recipients", "Expected at least one address");
        }
        for (int index = 0; index < recipients.size(); index++) {
            if (!recipients.get(index).matches("[^@\\s]+@[^@\\s]+")) {
                json.report(Code.INVALID_VALUE, "recipients", "Expected an e-mail address at position " + index);
            }
        }
        return recipients;
    }

    private static String status(StrictObject json) {
        String status = json.text("status");
        if (status.length() > LONGEST_STATUS) {
            json.report(Code.INVALID_VALUE, "status", "Expected at most " + LONGEST_STATUS + " characters");
        }
        return status;
    }
}
