-- What is recorded of a person is numbered, so that a count up to a number and the events above it never overlap. The counter's
-- row is locked by whoever records, which makes the order of the numbers the order of the commits.
create table person_activity (
  sandbox_id  int                not null,
  person_key  text collate "C"   not null,
  recorded    bigint             not null,
  primary key (sandbox_id, person_key)
);
alter table person_activity enable row level security;
create policy sandbox_isolation on person_activity
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

alter table experience_event add column revision bigint;
update experience_event as event
   set revision = numbered.revision
  from (select sandbox_id, event_id,
               row_number() over (partition by sandbox_id, person_key order by happened_at, event_id) as revision
          from experience_event) as numbered
 where numbered.sandbox_id = event.sandbox_id and numbered.event_id = event.event_id;
alter table experience_event alter column revision set not null;
insert into person_activity (sandbox_id, person_key, recorded)
select sandbox_id, person_key, max(revision) from experience_event group by sandbox_id, person_key;

-- What is too old is deleted by time.
create index experience_event_by_time on experience_event (sandbox_id, happened_at);

-- An event that names its person by e-mail address only.
create index person_by_address on person (sandbox_id, lower(document #>> '{workEmail,address}')) where document is not null;
