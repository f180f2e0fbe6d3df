package io.coterie.profile.account;

/**
 * An account after it was put.
 *
 * @param created false when it was there before, changed or not
 */
record StoredAccount(AccountView account, boolean created) {}
