package io.coterie.journey.execution;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What is known about an account at the moment of a decision, read after its lock was taken. Answers never change during
 * a decision.
 */
public interface Facts {

    /** Whether the condition of a split's path holds for the account. */
    boolean matches(String splitNode, int path);

    /**
     * Solution interests whose group a split or an action is about, which a job will create, and which is not known yet.
     *
     * @param ofAnyJob also of jobs for audiences that the account is not in, as far as is known
     */
    Set<String> groupsToCome(String node, boolean ofAnyJob);

    /** Whether an event satisfies the constraints of a listen. */
    boolean satisfies(String listenNode, Map<String, Object> event);

    /** Revision of the account's group of an interest; 0 when there is none. */
    long groupRevision(String solutionInterest);

    /** The people an action concerns, in a stable order. */
    List<String> people(String actionNode);

    /** Whether this effect was asked for before. */
    boolean wasRequested(UUID actionId);
}
