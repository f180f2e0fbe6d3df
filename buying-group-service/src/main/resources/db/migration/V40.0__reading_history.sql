-- A group's stage, status or score as of an instant is its last entry of that kind.
create index buying_group_history_by_kind on buying_group_history (sandbox_id, group_id, kind, revision, place);
-- What happened to all groups in a period: who was added, which stages were entered, who reached a value.
create index buying_group_history_by_time on buying_group_history (sandbox_id, kind, at);
