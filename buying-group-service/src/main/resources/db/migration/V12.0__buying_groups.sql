create table buying_group (
  sandbox_id      int         not null,
  id              uuid        not null,
  account_key     text        not null,
  interest_id     uuid        not null,
  job_id          uuid,
  name            text        not null,
  stage           text,
  status          text,
  completeness    numeric     not null,
  -- what the template asks for and what there is, per role, as the contract shows it
  roles           jsonb       not null,
  missing_roles   text[]      not null,
  members         int         not null,
  out_of_audience boolean     not null,
  deleted         boolean     not null,
  revision        bigint      not null,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  primary key (sandbox_id, id)
);
create unique index buying_group_by_account on buying_group (sandbox_id, account_key, interest_id);
create index buying_group_by_interest on buying_group (sandbox_id, interest_id, id);

-- Everyone about whom something was decided; removed persons stay (MEM-07).
create table buying_group_member (
  sandbox_id  int         not null,
  group_id    uuid        not null,
  person_key  text        not null,
  active      boolean     not null,
  role        text        not null,
  source      text        not null,
  cause       text        not null,
  decided_by  text        not null,
  decided_at  timestamptz not null,
  assigned_at timestamptz not null,
  primary key (sandbox_id, group_id, person_key)
);
create index buying_group_member_by_person on buying_group_member (sandbox_id, person_key);

-- What happened to a group, in order (BEY-04). Several things may happen in one revision.
create table buying_group_history (
  sandbox_id     int         not null,
  group_id       uuid        not null,
  revision       bigint      not null,
  place          int         not null,
  at             timestamptz not null,
  kind           text        not null,
  person_key     text,
  role           text,
  previous_role  text,
  source         text,
  cause          text,
  decided_by     text,
  previous_value text,
  new_value      text,
  completeness   numeric     not null,
  primary key (sandbox_id, group_id, revision, place)
);

-- Actions of journeys that were carried out, so that a repeated request is not (BEY-02).
create table settled_action (
  sandbox_id int         not null,
  action_id  uuid        not null,
  status     text        not null,
  settled_at timestamptz not null,
  primary key (sandbox_id, action_id)
);

alter table buying_group enable row level security;
create policy sandbox_isolation on buying_group
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table buying_group_member enable row level security;
create policy sandbox_isolation on buying_group_member
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table buying_group_history enable row level security;
create policy sandbox_isolation on buying_group_history
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table settled_action enable row level security;
create policy sandbox_isolation on settled_action
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- Outside row level security: work across sandboxes, one reader each.

-- Accounts whose groups have to be looked at again. A row is added, never updated: whoever adds one does not wait for the
-- worker that is busy with the same account, and the worker removes only the rows it has seen, so no wake-up is lost.
create table account_work (
  position       bigint      generated always as identity primary key,
  sandbox_id     int         not null,
  account_key    text        not null,
  run_id         uuid,
  correlation_id uuid,
  causation_id   uuid,
  added_at       timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create index account_work_by_sandbox on account_work (sandbox_id, position);
create index account_work_by_account on account_work (sandbox_id, account_key);

-- Actions requested by journeys and not yet carried out.
create table action_work (
  position       bigint      generated always as identity primary key,
  sandbox_id     int         not null,
  action_id      uuid        not null,
  account_key    text        not null,
  action         jsonb       not null,
  event_id       uuid        not null,
  correlation_id uuid,
  added_at       timestamptz not null default clock_timestamp(),
  unique (sandbox_id, action_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create index action_work_by_sandbox on action_work (sandbox_id, position);
create index action_work_by_account on action_work (sandbox_id, account_key);
