package io.coterie.platform.conditions;

/**
 * A person's place in a buying group.
 *
 * @param role held, or held when removed
 * @param removed whether the person is a member no more (MEM-07)
 */
public record MembershipFacts(GroupFacts group, String role, boolean removed) {}
