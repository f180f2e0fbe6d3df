package io.coterie.buyinggroup.rolestemplate;

/** How much a role's members weigh in the group's engagement (RT-06). */
public enum Weighting {
    TRIVIAL(20),
    MINOR(40),
    NORMAL(60),
    IMPORTANT(80),
    VITAL(100);

    private final int value;

    Weighting(int value) {
        this.value = value;
    }

    public int value() {
        return value;
    }
}
