-- What is known of profile-service's audiences, from the state topics.
create table audience (
  sandbox_id int    not null,
  id         text   not null,
  name       text   not null,
  kind       text   not null,
  status     text   not null,
  revision   bigint not null,
  primary key (sandbox_id, id)
);

create table audience_account (
  sandbox_id  int     not null,
  audience_id text    not null,
  account_key text    not null,
  member      boolean not null,
  revision    bigint  not null,
  primary key (sandbox_id, audience_id, account_key)
);
create index audience_account_by_account on audience_account (sandbox_id, account_key) where member;

-- Standing orders. A deleted one keeps its row for the run history.
create table creation_job (
  sandbox_id  int         not null,
  id          uuid        not null default uuidv7(),
  name        text        not null,
  interest_id uuid        not null,
  audience_id text        not null,
  deleted     boolean     not null default false,
  revision    bigint      not null default 1,
  created_at  timestamptz not null,
  created_by  text        not null,
  updated_at  timestamptz not null,
  updated_by  text        not null,
  primary key (sandbox_id, id),
  foreign key (sandbox_id, interest_id) references solution_interest
);
create index creation_job_by_audience on creation_job (sandbox_id, audience_id) where not deleted;

-- One pass over all accounts of a job (D-30). Counters only grow; finished when every account is evaluated.
create table creation_job_run (
  sandbox_id         int         not null,
  id                 uuid        not null default uuidv7(),
  job_id             uuid        not null,
  trigger            text        not null,
  nightly_date       date,
  started_at         timestamptz not null,
  finished_at        timestamptz,
  accounts           int         not null,
  accounts_evaluated int         not null default 0,
  groups_created     int         not null default 0,
  members_added      int         not null default 0,
  members_removed    int         not null default 0,
  roles_changed      int         not null default 0,
  primary key (sandbox_id, id),
  foreign key (sandbox_id, job_id) references creation_job
);
create index creation_job_run_by_job on creation_job_run (sandbox_id, job_id, id);
-- Several replicas may think of the night; one run per job and date is enough.
create unique index creation_job_run_by_night on creation_job_run (sandbox_id, job_id, nightly_date);

alter table audience enable row level security;
create policy sandbox_isolation on audience
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table audience_account enable row level security;
create policy sandbox_isolation on audience_account
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table creation_job enable row level security;
create policy sandbox_isolation on creation_job
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table creation_job_run enable row level security;
create policy sandbox_isolation on creation_job_run
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- Every text a journey says, in lower case: an interest it names cannot be deleted.
create table journey_reference (
  sandbox_id int    not null,
  journey_id text   not null,
  name       text   not null,
  texts      text[] not null,
  revision   bigint not null,
  primary key (sandbox_id, journey_id)
);
alter table journey_reference enable row level security;
create policy sandbox_isolation on journey_reference
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
