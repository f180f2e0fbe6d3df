package io.coterie.contracts;

import java.time.Duration;
import java.util.List;

/**
 * The names of every topic of the suite. A record's key is {@code <sandboxId>:<key>}, with the key named at each topic.
 *
 * <p>State topics are for knowing: compacted, each record is the whole present state of its subject. Event topics are
 * for reacting: kept for a time.
 */
public final class Topics {

    /** Key: sandbox name. Payload: {@link SandboxState}. */
    public static final String SANDBOXES = "coterie.sandboxes";

    /** Key: {@code <kind>/<id>}. Payload: {@link DefinitionState}. */
    public static final String DEFINITIONS = "coterie.definitions";

    /** Key: account key. Payload: {@link AccountState}. */
    public static final String ACCOUNTS = "coterie.accounts";

    /** Key: person key. Payload: {@link PersonState}. */
    public static final String PERSONS = "coterie.persons";

    /** Key: opportunity key. Payload: {@link OpportunityState}. */
    public static final String OPPORTUNITIES = "coterie.opportunities";

    /** Key: {@code <audienceId>/<memberKey>}. Payload: {@link AudienceMembershipState}. */
    public static final String AUDIENCE_MEMBERSHIPS = "coterie.audience-memberships";

    /** Key: buying group id. Payload: {@link BuyingGroupState}. */
    public static final String BUYING_GROUP_STATES = "coterie.buying-group-states";

    /** Key: person key. Payload: {@link ExperienceEvent}. */
    public static final String EXPERIENCE_EVENTS = "coterie.experience-events";

    /**
     * Key: account key, of a run its job, of an export its id. Payload: {@link BuyingGroupEvent}, {@link
     * BuyingGroupQualification}, {@link CreationJobRunEvent} or {@link GroupExportEvent}.
     */
    public static final String BUYING_GROUPS = "coterie.buying-groups";

    /** Key: account or person key. Payload: {@link JourneyAction}. */
    public static final String JOURNEY_ACTIONS = "coterie.journey-actions";

    /** Key: account or person key. Payload: {@link ActionOutcome}. */
    public static final String ACTION_OUTCOMES = "coterie.action-outcomes";

    /** Key: person key. Payload: {@link Interaction}. */
    public static final String INTERACTIONS = "coterie.interactions";

    /** Records that could not be applied, with the attributes and bytes they were received with. */
    public static final String DEAD_LETTERS = "coterie.dead-letters";

    /** How large one event may be, before compression; brokers take a little more. */
    public static final int MAX_EVENT_BYTES = 4 * 1024 * 1024;

    private static final String PARTNER_PREFIX = "coterie.partner.";

    /** Topics that live once for the whole suite; partner topics are created per organisation. */
    public static final List<Topic> ALL = List.of(
            Topic.state(SANDBOXES),
            Topic.state(DEFINITIONS),
            Topic.state(ACCOUNTS),
            Topic.state(PERSONS),
            Topic.state(OPPORTUNITIES),
            Topic.state(AUDIENCE_MEMBERSHIPS),
            Topic.state(BUYING_GROUP_STATES),
            Topic.events(EXPERIENCE_EVENTS, Duration.ofDays(35)),
            Topic.events(BUYING_GROUPS, Duration.ofDays(7)),
            Topic.events(JOURNEY_ACTIONS, Duration.ofDays(7)),
            Topic.events(ACTION_OUTCOMES, Duration.ofDays(7)),
            Topic.events(INTERACTIONS, Duration.ofDays(7)),
            Topic.events(DEAD_LETTERS, Duration.ofDays(28)));

    private Topics() {}

    /** Where an organisation's partner systems publish what they could send over REST too. */
    public static String partnerInbound(String organisation) {
        return PARTNER_PREFIX + topicPart(organisation) + ".inbound";
    }

    /** Where what was refused comes back with problem details. */
    public static String partnerInboundRejected(String organisation) {
        return PARTNER_PREFIX + topicPart(organisation) + ".inbound-rejected";
    }

    /** Where an organisation's partner systems read buying-group events. */
    public static String partnerEvents(String organisation) {
        return PARTNER_PREFIX + topicPart(organisation) + ".events";
    }

    /** Whether a topic is between another organisation and its partners. */
    public static boolean isForeign(String topic, String organisation) {
        return topic.startsWith(PARTNER_PREFIX) && !topic.startsWith(PARTNER_PREFIX + topicPart(organisation) + ".");
    }

    /** The three topics of one organisation. */
    public static List<Topic> ofPartner(String organisation) {
        return List.of(
                Topic.events(partnerInbound(organisation), Duration.ofDays(7)),
                Topic.events(partnerInboundRejected(organisation), Duration.ofDays(28)),
                Topic.events(partnerEvents(organisation), Duration.ofDays(7)));
    }

    /**
     * How long an event of a topic is expected to come again: as long as the topic keeps it, and then as long as operators
     * see the notice of its dead letter. Who replays it later than that finds its effects forgotten.
     */
    public static Duration deliverableFor(String topic) {
        return retention(topic).plus(retention(DEAD_LETTERS));
    }

    private static Duration retention(String topic) {
        return ALL.stream()
                .filter(known -> known.name().equals(topic))
                .map(Topic::retention)
                .findFirst()
                .orElseThrow();
    }

    /**
     * An organisation id as a part of a topic name. Kafka allows letters, digits, dot, underscore and hyphen; the dot is
     * ours as separator, so every other character (and the dot) becomes {@code _xx}, its UTF-16 code in hex, and the
     * mapping stays one to one.
     */
    public static String topicPart(String organisation) {
        StringBuilder part = new StringBuilder();
        for (int index = 0; index < organisation.length(); index++) {
            char character = organisation.charAt(index);
            boolean plain = (character >= 'a' && character <= 'z')
                    || (character >= 'A' && character <= 'Z')
                    || (character >= '0' && character <= '9')
                    || character == '-';
            if (plain) {
                part.append(character);
            } else {
                part.append('_').append(Integer.toHexString(character)).append('_');
            }
        }
        return part.toString();
    }

    /** One topic and how long it keeps what. */
    public record Topic(String name, boolean compacted, Duration retention) {

        static Topic state(String name) {
            return new Topic(name, true, Duration.ofDays(30));
        }

        static Topic events(String name, Duration retention) {
            return new Topic(name, false, retention);
        }
    }
}
