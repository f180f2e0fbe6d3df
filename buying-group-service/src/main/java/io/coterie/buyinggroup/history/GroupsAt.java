package io.coterie.buyinggroup.history;

/**
 * Groups as of an instant, set-wise: the same values as {@link PastGroup} gives for one group, from the last entry of
 * each kind.
 */
public final class GroupsAt {

    private GroupsAt() {}

    /**
     * A query for the groups that were there: id, name (the present one), account_key, interest_id, revision,
     * completeness, engagement, stage, status, members.
     *
     * @param sandbox placeholder of the sandbox's id, such as {@code $1}
     * @param instant placeholder of the instant
     */
    public static String query(String sandbox, String instant) {
        return """
                select grp.id, grp.name, grp.account_key, grp.interest_id, last.revision, last.completeness,
                       engagement.new_value::numeric as engagement, stage.new_value as stage,
                       status.new_value as status, people.members
                  from buying_group as grp
                  join lateral (select revision, completeness from buying_group_history
                                 where sandbox_id = grp.sandbox_id and group_id = grp.id and at <= INSTANT
                                 order by revision desc, place desc limit 1) as last on true
                  join lateral (select kind, revision from buying_group_history
                                 where sandbox_id = grp.sandbox_id and group_id = grp.id
                                   and kind in ('CREATED', 'DELETED') and revision <= last.revision
                                 order by revision desc, place desc limit 1) as life on life.kind = 'CREATED'
                  left join lateral (LATEST('STAGE_CHANGED')) as stage on true
                  left join lateral (LATEST('STATUS_CHANGED')) as status on true
                  left join lateral (LATEST('ENGAGEMENT_CHANGED')) as engagement on true
                  join lateral (select count(*) filter (where kind = 'MEMBER_ASSIGNED')
                                     - count(*) filter (where kind = 'MEMBER_REMOVED') as members
                                  from buying_group_history
                                 where sandbox_id = grp.sandbox_id and group_id = grp.id
                                   and kind in ('MEMBER_ASSIGNED', 'MEMBER_REMOVED')
                                   and revision <= last.revision) as people on true
                 where grp.sandbox_id = SANDBOX""".replaceAll("LATEST\\((.*?)\\)", """
                        select new_value from buying_group_history
                                 where sandbox_id = grp.sandbox_id and group_id = grp.id and kind = $1
                                   and revision between life.revision and last.revision
                                 order by revision desc, place desc limit 1""")
                .replace("INSTANT", instant)
                .replace("SANDBOX", sandbox);
    }
}
