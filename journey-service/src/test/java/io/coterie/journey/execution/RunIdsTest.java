package io.coterie.journey.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunIdsTest {

    private static final UUID RUN = UUID.fromString("7f3c2d10-53f5-5d7c-9d4e-0d8f5f6b7a21");

    /** Written down, so that a change of the derivation, which would repeat every effect, cannot go unnoticed. */
    @Test
    void anEffectHasTheSameIdWhoeverComputesIt() {
        assertThat(RunIds.action(RUN, "mail", 2, "ada@crm.test")).hasToString("896e83b4-7d1c-5f74-a33c-ec89863f6491");
    }

    @Test
    void aRunIdIsOfVersionEight() {
        UUID id = RunIds.run(RUN, "acme@crm.test", 1);

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void runNodeVisitAndPersonTellEffectsApart() {
        assertThat(new UUID[] {
                    RunIds.action(RUN, "mail", 1, "ada@crm.test"),
                    RunIds.action(RUN, "mail", 2, "ada@crm.test"),
                    RunIds.action(RUN, "mail", null, "ada@crm.test"),
                    RunIds.action(RUN, "mail", 1, "grace@crm.test"),
                    RunIds.action(RUN, "mail", 1, null),
                    RunIds.action(RUN, "mail", 1, "account"),
                    RunIds.action(RUN, "post", 1, "ada@crm.test"),
                    RunIds.action(RunIds.run(RUN, "acme@crm.test", 1), "mail", 1, "ada@crm.test"),
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void everyEntryIsARunOfItsOwn() {
        assertThat(RunIds.run(RUN, "acme@crm.test", 1)).isNotEqualTo(RunIds.run(RUN, "acme@crm.test", 2));
    }
}
