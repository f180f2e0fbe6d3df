-- Which experience events published journeys read, and those that their conditions count.

-- A type is counted by a condition, which looks back, or only awaited by a listen.
create table event_interest (
  sandbox_id int     not null,
  journey_id uuid    not null,
  event_type text    not null,
  counted    boolean not null,
  primary key (sandbox_id, journey_id, event_type)
);
alter table event_interest enable row level security;
create policy sandbox_isolation on event_interest
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- What people did, of the types that are counted.
create table kept_event (
  sandbox_id int         not null,
  person_key text        not null,
  event_type text        not null,
  event_id   text        not null,
  at         timestamptz not null,
  event      jsonb       not null,
  primary key (sandbox_id, person_key, event_type, event_id)
);
create index kept_event_by_time on kept_event (sandbox_id, at);
alter table kept_event enable row level security;
create policy sandbox_isolation on kept_event
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- Outside row level security: types that are kept, and whether their past has been read from the topic, which is read for all
-- sandboxes at once. A type that is forgotten and wanted again has another generation.
create table kept_event_type (
  sandbox_id int     not null,
  event_type text    not null,
  complete   boolean not null,
  generation bigint  not null generated always as identity,
  primary key (sandbox_id, event_type)
);
