package io.coterie.buyinggroup.crm;

/** What a CRM's id names. Contacts and leads are persons here (CRM-03). */
enum CrmRecord {
    ACCOUNT,
    CONTACT,
    LEAD
}
