package io.coterie.journey.execution;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids that are derived, not drawn: whoever repeats a step after a crash names the same thing (BEY-02). */
public final class RunIds {

    private static final UUID ACTIONS = UUID.fromString("0f6f3f0a-2a55-5c3f-8f0e-2d5b7a4c9e21");

    private RunIds() {}

    /**
     * The run of an account's n-th entry into a journey: RFC 9562 version 8, half a SHA-256. The database function
     * {@code run_id} computes the same, which lets one statement admit a whole audience.
     */
    public static UUID run(UUID journeyId, String accountKey, int entry) {
        byte[] name = (journeyId + "/" + entry + "/" + accountKey).getBytes(StandardCharsets.UTF_8);
        ByteBuffer hash = ByteBuffer.wrap(digest("SHA-256").digest(name));
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
        long low = (hash.getLong() & 0x0fff_ffff_ffff_ffffL) | 0xa000_0000_0000_0000L;
        return new UUID(high, low);
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
        return nameBased(runId + "/" + node + "/" + (visit == null ? "once" : visit) + "/" + subject);
    }

    /** RFC 9562, version 5. */
    private static UUID nameBased(String name) {
        MessageDigest digest = digest("SHA-1");
        digest.update(ByteBuffer.allocate(16)
                .putLong(ACTIONS.getMostSignificantBits())
                .putLong(ACTIONS.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }
}
