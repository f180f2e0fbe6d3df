package io.coterie.activation.destination;

/**
 * One account in one destination.
 *
 * @param version counts changes of what is wanted; a result of an older version does not settle the member
 * @param attempts how often LinkedIn put it off
 */
record Member(String accountKey, long version, Held held, Target target, int attempts) {}
