package io.coterie.buyinggroup.people;

/** What lists show of a person, as SQL over the replica's {@code person}. */
public final class PersonColumns {

    public static final String NAME = """
            nullif(concat_ws(' ', person.document #>> '{person,name,firstName}',
                                  person.document #>> '{person,name,lastName}'), '')""";

    public static final String JOB_TITLE = "person.document #>> '{extendedWorkDetails,jobTitle}'";

    public static final String EMAIL = "person.document #>> '{workEmail,address}'";

    /** The one carried along, else the one at work, as {@link PersonSummary#phone} is. */
    public static final String PHONE = """
            coalesce(person.document #>> '{mobilePhone,number}', person.document #>> '{workPhone,number}')""";

    private PersonColumns() {}
}
