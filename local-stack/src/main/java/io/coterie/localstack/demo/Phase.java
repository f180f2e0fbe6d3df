package io.coterie.localstack.demo;

/** The steps of the main job, in their order. */
public enum Phase {
    PROVISION("1 a sandbox, linked to one journey instance"),
    INGEST("2 accounts and persons arrive, in bulk and by the partner"),
    BUILD_GROUPS("3 audience, roles template, interest: buying groups"),
    RUN_JOURNEY("4 the journey is published and every run rests"),
    CHECK_CHANNELS("5 mailbox and LinkedIn hold exactly what they should"),
    SUBMIT_LEADS("6 leads complete groups and wake their accounts"),
    READ_PARTNER_EVENTS("7 partners read the groups' events"),
    TIME_OUT("8 a second journey listens in vain: every run times out");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    /** For the screen: its number and what happens in it. */
    String label() {
        return label;
    }
}
