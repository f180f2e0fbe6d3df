package io.coterie.buyinggroup.group;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * A group's id: a UUID version 5 of sandbox, interest and account. There is at most one group of each (BG-01), whoever
 * makes it and however often, so the id can be known before the group is.
 */
final class GroupId {

    private static final UUID NAMESPACE = UUID.fromString("3f0e7a52-5a0c-5b0e-9d5e-6f2c1a7b8c90");

    private GroupId() {}

    static UUID of(int sandboxId, UUID interestId, String accountKey) {
        byte[] name = (sandboxId + "/" + interestId + "/" + accountKey).getBytes(StandardCharsets.UTF_8);
        ByteBuffer hash = ByteBuffer.wrap(sha1().digest(ByteBuffer.allocate(16 + name.length)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .put(name)
                .array()));
        long high = (hash.getLong() & ~0xF000L) | 0x5000L;
        long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
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
