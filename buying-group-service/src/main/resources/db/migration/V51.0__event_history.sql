-- What people did in the last days, for role conditions that ask (§16.2). Older events are gone: no condition may look so far.
create table experience_event (
  sandbox_id int         not null,
  person_key text        not null,
  event_id   text        not null,
  event_type text        not null,
  at         timestamptz not null,
  event      jsonb       not null,
  primary key (sandbox_id, person_key, event_id)
);
create index experience_event_by_type on experience_event (sandbox_id, person_key, event_type, at desc);
create index experience_event_by_time on experience_event (sandbox_id, at);

alter table experience_event enable row level security;
create policy sandbox_isolation on experience_event
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- The types of events its conditions count: an event of another type concerns no group.
alter table roles_template add column event_types text[] not null default '{}';
