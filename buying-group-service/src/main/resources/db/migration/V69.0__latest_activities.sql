-- Of events that grew too old for conditions the few that a group's page still shows of a person (§13.2): the two latest, and
-- the latest interesting moment with what was said of it. Kept under the key the event came with, as the events are.
create table latest_activity (
  sandbox_id  int         not null,
  person_key  text        not null,
  event_id    text        not null,
  event_type  text        not null,
  at          timestamptz not null,
  moment_type text,
  description text,
  primary key (sandbox_id, person_key, event_id)
);
create index latest_activity_by_time on latest_activity (sandbox_id, at);

alter table latest_activity enable row level security;
create policy sandbox_isolation on latest_activity
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
