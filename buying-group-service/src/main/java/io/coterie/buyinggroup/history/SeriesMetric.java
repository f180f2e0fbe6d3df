package io.coterie.buyinggroup.history;

/** What of a group can be drawn over time. */
enum SeriesMetric {
    COMPLETENESS("""
            select revision, place, at, new_value::numeric as value from buying_group_history
             where sandbox_id = $1 and group_id = $2 and kind in ('CREATED', 'COMPLETENESS_CHANGED')"""),
    /** A score ends with its group, without a change of its own; whoever comes back has none, which counts as 0. */
    ENGAGEMENT("""
            select revision, place, at, case kind when 'DELETED' then 0 else new_value::numeric end as value
              from buying_group_history
             where sandbox_id = $1 and group_id = $2
               and (kind = 'ENGAGEMENT_CHANGED' and new_value is not null or kind = 'DELETED')"""),
    /** Everyone assigned before and not removed since; whoever is assigned anew was removed before. */
    MEMBERS("""
            select distinct on (revision) revision, place, at, value
              from (select revision, place, at,
                           sum(case kind when 'MEMBER_ASSIGNED' then 1 when 'MEMBER_REMOVED' then -1 else 0 end)
                             over (order by revision, place)::numeric as value
                      from buying_group_history
                     where sandbox_id = $1 and group_id = $2
                       and kind in ('CREATED', 'MEMBER_ASSIGNED', 'MEMBER_REMOVED')) as running
             order by revision, place desc""");

    private final String points;

    SeriesMetric(String points) {
        this.points = points;
    }

    /** A query for every value a group ($1 sandbox, $2 group) took: revision, place, at, value. */
    String points() {
        return points;
    }
}
