-- How far the history of engagement is thinned: before this day only the last and highest value of each day is there, before
-- this month of each month.
create table history_thinning (
  sandbox_id  int  primary key,
  days_done   date not null,
  months_done date not null
);
alter table history_thinning enable row level security;
create policy sandbox_isolation on history_thinning
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- Settled actions are forgotten once nothing can ask for them again.
create index settled_action_by_time on settled_action (sandbox_id, settled_at);
