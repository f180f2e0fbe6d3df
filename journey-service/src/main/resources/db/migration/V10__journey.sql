-- Journeys and their runs. Everything of a sandbox stands under row level security; `due` alone is work across sandboxes.

-- A journey as authored and where it is in its life. The definition is immutable from publication on.
create table journey (
  sandbox_id   int         not null,
  id           uuid        not null,
  name         text        not null,
  status       text        not null check (status in ('draft', 'live', 'closed', 'aborted')),
  definition   jsonb       not null,
  revision     bigint      not null,
  created_at   timestamptz not null,
  created_by   text        not null,
  updated_at   timestamptz not null,
  updated_by   text        not null,
  published_at timestamptz,
  published_by text,
  primary key (sandbox_id, id)
);
create unique index journey_by_name on journey (sandbox_id, lower(name));

-- One account inside one journey. The row is the truth; `version` counts the events folded into it.
create table run (
  sandbox_id          int         not null,
  id                  uuid        not null,
  journey_id          uuid        not null,
  account_key         text        not null,
  entry               int         not null,
  status              text        not null check (status in ('waiting', 'listening', 'awaiting-group', 'ended', 'aborted')),
  node                text        not null,
  until               timestamptz,
  solution_interests  text[]      not null default '{}',
  known_revision      bigint      not null default 0,
  label               text,
  ended_at            timestamptz,
  visits              jsonb       not null,
  entered_at          timestamptz not null,
  changed_at          timestamptz not null,
  version             bigint      not null,
  primary key (sandbox_id, id),
  unique (sandbox_id, journey_id, account_key, entry)
);
create index run_by_place on run (sandbox_id, journey_id, status, node);
create index run_by_account on run (sandbox_id, account_key);

-- What happened in a run, in order; folding the events gives the run.
create table timeline (
  sandbox_id int         not null,
  run_id     uuid        not null,
  sequence   bigint      not null,
  at         timestamptz not null,
  event      jsonb       not null,
  primary key (sandbox_id, run_id, sequence)
);

-- Effects asked for. The id is derived, so a repeated step finds its request here and asks nobody again.
create table action_request (
  sandbox_id   int         not null,
  action_id    uuid        not null,
  run_id       uuid        not null,
  node         text        not null,
  kind         text        not null,
  visit        int         not null,
  person_key   text,
  requested_at timestamptz not null,
  primary key (sandbox_id, action_id)
);
create index action_request_by_run on action_request (sandbox_id, run_id, node);

-- What became of them. An uncertain effect may be settled later, so an action can have several outcomes.
create table action_outcome (
  sandbox_id int         not null,
  event_id   uuid        not null,
  action_id  uuid        not null,
  run_id     uuid        not null,
  node       text        not null,
  kind       text        not null,
  person_key text,
  status     text        not null,
  reason     text,
  at         timestamptz not null,
  primary key (sandbox_id, event_id)
);
create index action_outcome_by_run on action_outcome (sandbox_id, run_id, at);

-- Runs that wait for an event, found by subject and event type.
create table event_wait (
  sandbox_id        int    not null,
  account_key       text   not null,
  event_type        text   not null check (event_type in ('completeness-changed', 'group-known')),
  solution_interest text   not null,
  run_id            uuid   not null,
  journey_id        uuid   not null,
  known_revision    bigint not null,
  primary key (sandbox_id, account_key, event_type, solution_interest, run_id)
);
create index event_wait_by_run on event_wait (sandbox_id, run_id);

-- Which members an audience has, from coterie.audience-memberships.
create table audience_member (
  sandbox_id  int     not null,
  audience_id text    not null,
  member_key  text    not null,
  revision    bigint  not null,
  member      boolean not null,
  primary key (sandbox_id, audience_id, member_key)
);
create index audience_member_by_member on audience_member (sandbox_id, member_key) where member;

-- Journeys that take new members of an audience.
create table entry_point (
  sandbox_id  int  not null,
  audience_id text not null,
  journey_id  uuid not null,
  primary key (sandbox_id, audience_id, journey_id)
);
create index entry_point_by_journey on entry_point (sandbox_id, journey_id);

-- Buying groups, from coterie.buying-group-states. Revision 0 is a group of which only an event has been heard.
-- completeness_revision: the state with which the completeness last changed. heard_revision: the newest change heard as event.
create table buying_group (
  sandbox_id            int     not null,
  group_id              uuid    not null,
  account_key           text    not null,
  solution_interest     text    not null,
  revision              bigint  not null,
  deleted               boolean not null,
  completeness          numeric,
  completeness_revision bigint  not null,
  heard_revision        bigint  not null,
  state                 jsonb,
  primary key (sandbox_id, group_id)
);
create index buying_group_by_account on buying_group (sandbox_id, account_key);

-- What other services define and journeys refer to, from coterie.definitions.
create table known_definition (
  sandbox_id int    not null,
  kind       text   not null,
  id         text   not null,
  revision   bigint not null,
  name       text   not null,
  status     text   not null,
  definition jsonb,
  primary key (sandbox_id, kind, id)
);

-- Outside row level security: which run must be looked at, when, and why. A claim reads it for all sandboxes and works in one.
create table due (
  sandbox_id        int         not null,
  run_id            uuid        not null,
  kind              text        not null check (kind in ('entry', 'timer', 'completeness', 'group', 'abort')),
  journey_id        uuid        not null,
  subject_key       text        not null,
  due_at            timestamptz not null,
  scheduled_at      timestamptz not null,
  solution_interest text,
  revision          bigint      not null default 0,
  primary key (sandbox_id, run_id, kind)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
-- Dead entries at the head of this index make a claim many times slower, hence the early vacuum above.
create index due_by_time on due (sandbox_id, due_at);
create index due_by_subject on due (sandbox_id, subject_key);
create index due_by_journey on due (sandbox_id, journey_id) where kind = 'entry';

-- The id of an account's n-th entry into a journey: RFC 9562 version 8, the first half of a SHA-256. The service computes the
-- same in Java; here it lets a publication admit every member with one statement.
create function run_id(journey_id uuid, account_key text, entry int) returns uuid
  language sql immutable strict parallel safe
  return overlay(overlay(
    left(encode(sha256(convert_to(journey_id::text || '/' || entry::text || '/' || account_key, 'UTF8')), 'hex'), 32)
    placing '8' from 13) placing 'a' from 17)::uuid;

alter table journey enable row level security;
create policy sandbox_isolation on journey
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table run enable row level security;
create policy sandbox_isolation on run
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table timeline enable row level security;
create policy sandbox_isolation on timeline
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table action_request enable row level security;
create policy sandbox_isolation on action_request
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table action_outcome enable row level security;
create policy sandbox_isolation on action_outcome
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table event_wait enable row level security;
create policy sandbox_isolation on event_wait
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table audience_member enable row level security;
create policy sandbox_isolation on audience_member
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table entry_point enable row level security;
create policy sandbox_isolation on entry_point
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table buying_group enable row level security;
create policy sandbox_isolation on buying_group
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table known_definition enable row level security;
create policy sandbox_isolation on known_definition
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
