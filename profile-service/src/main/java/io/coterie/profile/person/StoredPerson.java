package io.coterie.profile.person;

/**
 * A person after it was put.
 *
 * @param created false when it was there before, changed or not
 */
record StoredPerson(PersonView person, boolean created) {}
