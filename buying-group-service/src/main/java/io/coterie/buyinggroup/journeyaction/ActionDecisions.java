package io.coterie.buyinggroup.journeyaction;

import io.coterie.buyinggroup.group.BuyingGroup;
import io.coterie.buyinggroup.group.GroupEdit;
import io.coterie.buyinggroup.group.GroupStatus;
import io.coterie.buyinggroup.groupstore.GroupStore;
import io.coterie.buyinggroup.groupstore.InterestRules;
import io.coterie.buyinggroup.membership.Cause;
import io.coterie.buyinggroup.membership.Decision;
import io.coterie.buyinggroup.membership.Ruling;
import io.coterie.buyinggroup.membership.Source;
import io.coterie.buyinggroup.rolestemplate.CompiledTemplate;
import io.coterie.buyinggroup.solutioninterest.SolutionInterest;
import io.coterie.buyinggroup.stage.StageMove;
import io.coterie.contracts.ActionOutcome;
import io.coterie.contracts.JourneyAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides actions in the order they were asked for, several of one group on top of each other. What cannot be done is
 * skipped or failed with a reason, and the journey goes on (STG-12, MEM-09, MEM-10). What came before its group, account or
 * person waits for a while, and what its account was asked for later waits behind it. Plain Java, used once.
 */
final class ActionDecisions {

    private final ActionFacts facts;
    private final Patience patience;
    private final Instant now;
    private final Map<UUID, Edited> edits = new LinkedHashMap<>();
    private final Map<UUID, ActionOutcome> outcomes = new LinkedHashMap<>();
    private final List<PendingAction> decided = new ArrayList<>();
    private final List<PendingAction> done = new ArrayList<>();
    private final List<HeldAction> held = new ArrayList<>();
    private final Map<String, Instant> heldAccounts = new HashMap<>();

    ActionDecisions(ActionFacts facts, Patience patience, Instant now) {
        this.facts = facts;
        this.patience = patience;
        this.now = now;
    }

    private record Edited(SolutionInterest interest, GroupEdit edit, PendingAction last) {}

    private record Result(String status, @Nullable String reason) {

        static final Result PERFORMED = new Result(ActionOutcome.PERFORMED, null);

        static Result skipped(String reason) {
            return new Result(ActionOutcome.SKIPPED, reason);
        }

        static Result failed(String reason) {
            return new Result(ActionOutcome.FAILED, reason);
        }
    }

    /** Decides an action, unless it was carried out before or has to wait. */
    void decide(PendingAction pending) {
        JourneyAction action = pending.action();
        if (facts.settled().contains(action.actionId()) || outcomes.containsKey(action.actionId())) {
            done.add(pending);
            return;
        }
        if (isHeld(pending)) {
            return;
        }
        Result result = result(pending);
        decided.add(pending);
        done.add(pending);
        outcomes.put(action.actionId(), pending.outcome(result.status(), result.reason(), now));
    }

    private boolean isHeld(PendingAction pending) {
        String account = pending.action().accountKey();
        Instant since = pending.heldSince() == null ? now : pending.heldSince();
        Instant retryAt = heldAccounts.get(account);
        if (retryAt == null && patience.lasts(since, now) && facts.isTooEarly(pending)) {
            retryAt = patience.retryAt(since, now);
            heldAccounts.put(account, retryAt);
        }
        if (retryAt == null) {
            return false;
        }
        held.add(new HeldAction(pending, since, retryAt));
        return true;
    }

    /** The actions that wait. */
    List<HeldAction> held() {
        return held;
    }

    /** The other actions: those decided, and those that were carried out before. */
    List<PendingAction> done() {
        return done;
    }

    /** The actions decided, in order, each with its outcome in {@link #outcome}. */
    List<PendingAction> decided() {
        return decided;
    }

    ActionOutcome outcome(PendingAction pending) {
        return Objects.requireNonNull(outcomes.get(pending.action().actionId()));
    }

    /** What the actions changed. */
    List<GroupStore.Entry> changes() {
        List<GroupStore.Entry> changes = new ArrayList<>();
        for (Edited edited : edits.values()) {
            edited.edit()
                    .finish()
                    .ifPresent(change -> changes.add(new GroupStore.Entry(
                            change,
                            edited.interest(),
                            edited.last().correlationId(),
                            edited.last().eventId())));
        }
        return changes;
    }

    private Result result(PendingAction pending) {
        String called = pending.interest();
        InterestRules known = facts.interests().get(called);
        if (known == null) {
            return Result.failed("There is no solution interest '" + called + "'.");
        }
        SolutionInterest interest = known.interest();
        Optional<BuyingGroup> group = facts.group(pending.action().accountKey(), interest.id());
        if (group.isEmpty()) {
            return Result.skipped("The account has no buying group for '" + interest.name() + "'.");
        }
        GroupEdit edit = edit(group.get(), known, pending);
        return switch (pending.action().kind()) {
            case JourneyAction.UPDATE_BUYING_GROUP_STAGE -> move(pending, edit);
            case JourneyAction.UPDATE_BUYING_GROUP_STATUS -> status(pending, edit);
            case JourneyAction.ASSIGN_TO_BUYING_GROUP -> assign(pending, known.template(), edit);
            case JourneyAction.REMOVE_FROM_BUYING_GROUP -> remove(pending, edit);
            default ->
                Result.failed("This service does not know the action '"
                        + pending.action().kind() + "'.");
        };
    }

    private GroupEdit edit(BuyingGroup group, InterestRules rules, PendingAction pending) {
        Edited before = edits.get(group.id());
        GroupEdit edit = before == null ? GroupEdit.of(group, rules.groupRules(), now) : before.edit();
        edits.put(group.id(), new Edited(rules.interest(), edit, pending));
        return edit;
    }

    private Result move(PendingAction pending, GroupEdit edit) {
        return switch (facts.moves(edit.stages()).move(edit.stage(), pending.parameter("stage"))) {
            case StageMove.Allowed allowed -> {
                edit.moveTo(allowed.to(), pending.actor());
                yield Result.PERFORMED;
            }
            case StageMove.Refused refused -> Result.skipped(refused.words());
        };
    }

    private static Result status(PendingAction pending, GroupEdit edit) {
        String text = pending.parameter("status");
        if (text.isEmpty() || text.length() > GroupStatus.LONGEST) {
            return Result.failed("Expected a status of 1 to " + GroupStatus.LONGEST + " characters.");
        }
        edit.status(text, pending.actor());
        return Result.PERFORMED;
    }

    private Result assign(PendingAction pending, CompiledTemplate template, GroupEdit edit) {
        String person = pending.action().personKey();
        if (person == null) {
            return Result.failed("Expected the action to name a person.");
        }
        String account = pending.action().accountKey();
        if (facts.gone().isTestProfileOf(account, person)) {
            return Result.skipped("The person is a test profile, and test profiles belong in no group.");
        }
        if (!facts.isPersonOf(account, person)) {
            return Result.skipped("The person does not belong to the account.");
        }
        String called = pending.parameter("role");
        Optional<String> role = template.roleNamed(called);
        return role.map(name -> result(edit.decide(
                        new Decision.Assign(person, name, Source.JOURNEY, Cause.JOURNEY_ACTION, pending.actor()))))
                .orElseGet(() -> Result.failed("The group's template has no role '" + called + "'."));
    }

    private static Result remove(PendingAction pending, GroupEdit edit) {
        String person = pending.action().personKey();
        if (person == null) {
            return Result.failed("Expected the action to name a person.");
        }
        return result(edit.decide(new Decision.Remove(person, Source.JOURNEY, Cause.JOURNEY_ACTION, pending.actor())));
    }

    private static Result result(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Applied _ -> Result.PERFORMED;
            case Ruling.Overruled overruled ->
                Result.skipped("A decision of higher rank stands ("
                        + overruled.standing().source() + ", "
                        + overruled.standing().cause().words() + ").");
            case Ruling.Unchanged _ -> Result.skipped("It is so already.");
        };
    }
}
