-- What people did, counted: persons, types and days in UTC. The engagement score looks at the last 30 days, dashboards at
-- longer ranges.
create table daily_activity (
  sandbox_id    int  not null,
  person_key    text not null,
  activity_type text not null,
  day           date not null,
  count         int  not null,
  primary key (sandbox_id, person_key, activity_type, day)
) with (fillfactor = 90);
create index daily_activity_by_day on daily_activity (sandbox_id, day);

-- Each person's score of the last run that changed it, with its parts (D-44). Nobody has a row who never did anything. A
-- run may change every row, so pages keep room for the next version of theirs.
create table person_engagement (
  sandbox_id  int              not null,
  person_key  text             not null,
  raw         double precision not null,
  root        double precision not null,
  score       double precision not null,
  model_id    uuid             not null,
  window_from date             not null,
  window_to   date             not null,
  run_id      uuid             not null,
  updated_at  timestamptz      not null,
  primary key (sandbox_id, person_key)
) with (fillfactor = 50);

-- The same of each group. What others have not been told yet is not published.
create table group_engagement (
  sandbox_id  int              not null,
  group_id    uuid             not null,
  raw         double precision not null,
  root        double precision not null,
  score       double precision not null,
  model_id    uuid             not null,
  window_from date             not null,
  window_to   date             not null,
  run_id      uuid             not null,
  published   boolean          not null,
  updated_at  timestamptz      not null,
  primary key (sandbox_id, group_id)
) with (fillfactor = 70);
create index group_engagement_unpublished on group_engagement (sandbox_id, group_id) where not published;

-- The score of the last run that others were told of, and the value as of the group's last activity.
alter table buying_group add column engagement numeric;
alter table buying_group add column live_engagement numeric;

alter table daily_activity enable row level security;
create policy sandbox_isolation on daily_activity
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table person_engagement enable row level security;
create policy sandbox_isolation on person_engagement
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table group_engagement enable row level security;
create policy sandbox_isolation on group_engagement
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
