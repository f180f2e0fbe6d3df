package io.coterie.journey.execution;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids that are derived, not drawn: whoever repeats a step after a crash names the same thing (BEY-02). */
public final class RunIds {

    private static final UUID RUNS = UUID.fromString("6f0f2f5e-8f0e-5d59-9a6b-6f1c5f2b7a10");
    private static final UUID ACTIONS = UUID.fromString("0f6f3f0a-2a55-5c3f-8f0e-2d5b7a4c9e21");

    private RunIds() {}

    /** The run of an account's n-th entry into a journey. */
    public static UUID run(UUID journeyId, String accountKey, int entry) {
        return nameBased(RUNS, journeyId + "/" + entry + "/" + accountKey);
    }

    /**
     * An effect's id.
     *
     * @param visit null for an effect that happens once per run and person, whatever the visit
     * @param personKey null for an effect on the account
     */
    // Node ids hold no slash and the person comes last, so no two effects share a name.
    public static UUID action(UUID runId, String node, @Nullable Integer visit, @Nullable String personKey) {
        String subject = personKey == null ? "account" : "person/" + personKey;
        return nameBased(ACTIONS, runId + "/" + node + "/" + (visit == null ? "once" : visit) + "/" + subject);
    }

    /** RFC 9562, version 5. */
    private static UUID nameBased(UUID namespace, String name) {
        MessageDigest digest = sha1();
        digest.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
