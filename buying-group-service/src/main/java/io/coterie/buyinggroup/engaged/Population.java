package io.coterie.buyinggroup.engaged;

import io.coterie.buyinggroup.people.PersonColumns;

/** Whose engagement is listed: each line with the activities of the range and the last day of them. */
enum Population {
    ACCOUNTS("""
            select known.account_key as key, account.document ->> 'accountName' as name,
                   coalesce(sum(did.activities), 0)::bigint as activities, max(did.last_day) as last_day,
                   count(did.person_key) as people_engaged, null as account_key, null as account_name,
                   null::uuid as interest_id, null as interest, null as email
              from known_account as known
              left join account on account.sandbox_id = $1 and account.account_key = known.account_key
              left join people on people.account_key = known.account_key
              left join did on did.person_key = people.person_key
             group by known.account_key, account.document ->> 'accountName'
            """),
    GROUPS("""
            select grp.id::text as key, grp.name, coalesce(sum(did.activities), 0)::bigint as activities,
                   max(did.last_day) as last_day, null::bigint as people_engaged, grp.account_key, grp.account_name,
                   grp.interest_id, grp.interest, null as email
              from grp
              left join member on member.group_id = grp.id
              left join did on did.person_key = member.person_key
             group by grp.id, grp.name, grp.account_key, grp.account_name, grp.interest_id, grp.interest
            """),
    PEOPLE("select known.person_key as key, " + PersonColumns.NAME + """
             as name, coalesce(did.activities, 0)::bigint as activities, did.last_day,
                   null::bigint as people_engaged, null as account_key, null as account_name,
                   null::uuid as interest_id, null as interest,
            """ + PersonColumns.EMAIL + """
             as email
              from (select distinct person_key from people) as known
              left join person on person.sandbox_id = $1 and person.person_key = known.person_key
              left join did on did.person_key = known.person_key
            """);

    private final String lines;

    Population(String lines) {
        this.lines = lines;
    }

    String lines() {
        return lines;
    }
}
