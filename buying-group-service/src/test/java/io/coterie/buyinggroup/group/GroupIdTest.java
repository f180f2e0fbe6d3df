package io.coterie.buyinggroup.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GroupIdTest {

    private static final UUID INTEREST = UUID.fromString("0198f3a0-0000-7000-8000-000000000001");

    @Test
    void theSameSandboxInterestAndAccountGiveTheSameIdForEver() {
        assertThat(GroupId.of(7, INTEREST, "1@crm.Test"))
                .isEqualTo(UUID.fromString("1b92c4ec-72e7-57a7-b7b0-236a866d8798"));
    }

    @Test
    void theIdIsAVersionFiveUuid() {
        UUID id = GroupId.of(7, INTEREST, "1@crm.Test");

        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void everythingInItMatters() {
        Set<UUID> ids = new HashSet<>();
        for (int sandbox = 1; sandbox <= 20; sandbox++) {
            for (int account = 1; account <= 20; account++) {
                ids.add(GroupId.of(sandbox, INTEREST, account + "@crm.Test"));
                ids.add(GroupId.of(sandbox, new UUID(1, account), "1@crm.Test"));
            }
        }

        assertThat(ids).hasSize(20 * 20 * 2);
    }
}
