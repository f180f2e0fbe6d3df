package io.coterie.profile.sandbox;

/** Who makes an organisation's partner topics. */
enum TopicProvision {
    /** profile-service, when the organisation's first sandbox is provisioned. */
    CREATE,
    /** Somebody else; profile-service waits for them. */
    EXPECT
}
