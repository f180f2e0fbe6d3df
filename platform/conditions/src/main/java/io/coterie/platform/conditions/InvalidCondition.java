package io.coterie.platform.conditions;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A condition that does not compile, with every fault found. */
public final class InvalidCondition extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<ConditionFault> faults;

    InvalidCondition(List<ConditionFault> faults) {
        super(faults.stream()
                .map(fault -> (fault.pointer().isEmpty() ? "" : fault.pointer() + ": ") + fault.detail())
                .collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    /** All faults in the order of the tree; never empty, at most {@link ConditionLimits#FAULTS}. */
    public List<ConditionFault> faults() {
        return faults;
    }
}
