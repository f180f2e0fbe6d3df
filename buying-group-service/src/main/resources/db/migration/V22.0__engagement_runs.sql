-- Where a merged person's activities go, as long as events under the old key may arrive.
create table merged_person (
  sandbox_id  int  not null,
  person_key  text not null,
  merged_into text not null,
  primary key (sandbox_id, person_key)
);
create index merged_person_by_winner on merged_person (sandbox_id, merged_into);

-- Whose activities count: nobody's who is unknown (ENG-08), deleted, or a test profile (D-11, D-43).
create index person_scored on person (sandbox_id, person_key)
  where not deleted and (document ->> 'testProfile') is distinct from 'true';
-- Erased persons leave nothing behind here.
create index person_deleted on person (sandbox_id, person_key) where deleted;

-- Each computation of all scores. A night has one; a run that was interrupted goes on.
create table engagement_run (
  sandbox_id       int         not null,
  id               uuid        not null default uuidv7(),
  trigger          text        not null,
  night            date,
  state            text        not null,
  window_from      date        not null,
  window_to        date        not null,
  model_id         uuid,
  requested_at     timestamptz not null,
  requested_by     text        not null,
  started_at       timestamptz,
  computed_at      timestamptz,
  finished_at      timestamptz,
  heaviest_weight  int,
  person_maximum   double precision,
  group_maximum    double precision,
  persons          int         not null default 0,
  persons_changed  int         not null default 0,
  groups           int         not null default 0,
  groups_changed   int         not null default 0,
  groups_published int         not null default 0,
  primary key (sandbox_id, id)
);
create unique index engagement_run_by_night on engagement_run (sandbox_id, night);

-- What the last run measured with; live values are on its scale.
create table engagement_scale (
  sandbox_id     int              primary key,
  model_id       uuid             not null,
  activity_types text[]           not null,
  weights        int[]            not null,
  subtrahend     int              not null,
  divisor        int              not null,
  person_maximum double precision not null,
  group_maximum  double precision not null
);

-- Persons who did something since the last run, on its scale. The transaction that wrote a row tells whether a run has
-- seen what the row stands for.
create table person_live_engagement (
  sandbox_id int              not null,
  person_key text             not null,
  score      double precision not null,
  written_by xid8             not null default pg_current_xact_id(),
  primary key (sandbox_id, person_key)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

alter table merged_person enable row level security;
create policy sandbox_isolation on merged_person
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table engagement_run enable row level security;
create policy sandbox_isolation on engagement_run
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table engagement_scale enable row level security;
create policy sandbox_isolation on engagement_scale
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table person_live_engagement enable row level security;
create policy sandbox_isolation on person_live_engagement
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- Outside row level security: work across sandboxes, one reader each.

-- Persons whose live value is to be computed. Rows are added and removed, never updated.
create table live_work (
  position   bigint generated always as identity primary key,
  sandbox_id int    not null,
  person_key text   not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create index live_work_by_sandbox on live_work (sandbox_id, position);

-- Runs that are not finished, one of a sandbox after the other, and when to look at them.
create table engagement_run_work (
  position   bigint      generated always as identity primary key,
  sandbox_id int         not null,
  run_id     uuid        not null,
  due_at     timestamptz not null
) with (fillfactor = 50);
create index engagement_run_work_by_sandbox on engagement_run_work (sandbox_id, position);
