package io.coterie.journey.run;

import java.util.Map;

/**
 * How a journey is going.
 *
 * @param entered runs that entered
 * @param active of them, those that are not over
 * @param aborted of them, those stopped with the journey
 * @param resting active runs by what they rest for: waiting, listening, awaiting-group
 * @param byNode what each node has seen
 * @param ended runs that came to their end, by the node they ended at
 * @param endedByLabel the same by label; {@code unmatched} and {@code timed-out} for runs that ended at a split or a listen
 * @param actions requested effects by node and latest outcome; {@code requested} while there is none
 */
public record JourneyStatistics(
        long entered,
        long active,
        long aborted,
        Map<String, Long> resting,
        Map<String, NodeCounts> byNode,
        Map<String, Long> ended,
        Map<String, Long> endedByLabel,
        Map<String, Map<String, Long>> actions) {

    /**
     * @param entered how often runs came here, each time counted
     * @param runs how many different runs came here
     * @param current how many rest here now
     */
    public record NodeCounts(long entered, long runs, long current) {}
}
