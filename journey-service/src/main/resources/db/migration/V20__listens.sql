-- Listens hear everything that happens to a buying group, and what the account's people do.

-- A wait names the kind of event and what it is about: an interest, or the XDM type of an experience event. What happens to a
-- group counts by the group's revision; what people do counts by its time.
alter table event_wait drop constraint event_wait_event_type_check;
alter table event_wait rename column solution_interest to about;
alter table event_wait add column since timestamptz;
alter table run add column since timestamptz;

-- What a listening run has heard and not decided about yet, in the order of arrival.
create table heard (
  sandbox_id int         not null,
  run_id     uuid        not null,
  event_id   uuid        not null,
  event_type text        not null,
  about      text        not null,
  revision   bigint      not null,
  person_key text,
  at         timestamptz not null,
  event      jsonb       not null,
  place      bigint      not null generated always as identity,
  primary key (sandbox_id, run_id, event_id)
);
alter table heard enable row level security;
create policy sandbox_isolation on heard
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- Changes of groups that were heard before the state that shows them.
create table change_ahead (
  sandbox_id        int         not null,
  group_id          uuid        not null,
  event_id          uuid        not null,
  account_key       text        not null,
  event_type        text        not null,
  solution_interest text        not null,
  revision          bigint      not null,
  person_key        text,
  at                timestamptz not null,
  event             jsonb       not null,
  primary key (sandbox_id, group_id, event_id)
);
alter table change_ahead enable row level security;
create policy sandbox_isolation on change_ahead
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- Changes are heard as events now, with what was before and after; a group of which only an event was heard has no row.
delete from buying_group where revision = 0;
alter table buying_group drop column completeness, drop column completeness_revision, drop column heard_revision;

delete from due where kind = 'completeness';
alter table due drop constraint due_kind_check;
alter table due add constraint due_kind_check check (kind in ('entry', 'timer', 'heard', 'group', 'abort'));
alter table due drop column revision;
