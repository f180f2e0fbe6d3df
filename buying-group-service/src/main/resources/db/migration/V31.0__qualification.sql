-- When the groups of an interest are ready for sales; null where nobody said.
alter table solution_interest add column qualification jsonb;

-- Since when the group has been ready for sales; null while it is not.
alter table buying_group add column qualified_since timestamptz;

-- Each crossing is a line of the history; conversions are measured from them.
create index buying_group_history_by_qualification on buying_group_history (sandbox_id, group_id, at)
  where kind = 'QUALIFIED';
