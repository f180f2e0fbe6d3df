package io.coterie.journey.definition;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an action node asks another service to do (§6). Each effect exists in one context only: on the account, or once
 * for each person.
 */
public sealed interface Effect {

    /** The name of the effect in a definition and on the wire. */
    String kind();

    /** Whether the effect happens to people; otherwise to the account. */
    default boolean concernsPeople() {
        return false;
    }

    /** The solution interest whose buying group the effect is about, if any. */
    default Optional<String> interest() {
        return Optional.empty();
    }

    /** @param solutionInterest restricts the recipients to the group's active members; null addresses the account's people */
    record SendEmail(String email, @Nullable String solutionInterest) implements Effect {
        @Override
        public String kind() {
            return "send-email";
        }

        @Override
        public boolean concernsPeople() {
            return true;
        }

        @Override
        public Optional<String> interest() {
            return Optional.ofNullable(solutionInterest);
        }
    }

    record SendSalesAlert(String solutionInterest, List<String> recipients) implements Effect {
        public SendSalesAlert {
            recipients = List.copyOf(recipients);
        }

        @Override
        public String kind() {
            return "send-sales-alert";
        }

        @Override
        public Optional<String> interest() {
            return Optional.of(solutionInterest);
        }
    }

    record ActivateToDestination(String destination) implements Effect {
        @Override
        public String kind() {
            return "activate-to-destination";
        }
    }

    record DeactivateFromDestination(String destination) implements Effect {
        @Override
        public String kind() {
            return "deactivate-from-destination";
        }
    }

    record UpdateBuyingGroupStage(String solutionInterest, String stage) implements Effect {
        @Override
        public String kind() {
            return "update-buying-group-stage";
        }

        @Override
        public Optional<String> interest() {
            return Optional.of(solutionInterest);
        }
    }

    record UpdateBuyingGroupStatus(String solutionInterest, String status) implements Effect {
        @Override
        public String kind() {
            return "update-buying-group-status";
        }

        @Override
        public Optional<String> interest() {
            return Optional.of(solutionInterest);
        }
    }

    record AssignToBuyingGroup(String solutionInterest, String role) implements Effect {
        @Override
        public String kind() {
            return "assign-to-buying-group";
        }

        @Override
        public boolean concernsPeople() {
            return true;
        }

        @Override
        public Optional<String> interest() {
            return Optional.of(solutionInterest);
        }
    }

    record RemoveFromBuyingGroup(String solutionInterest) implements Effect {
        @Override
        public String kind() {
            return "remove-from-buying-group";
        }

        @Override
        public boolean concernsPeople() {
            return true;
        }

        @Override
        public Optional<String> interest() {
            return Optional.of(solutionInterest);
        }
    }
}
