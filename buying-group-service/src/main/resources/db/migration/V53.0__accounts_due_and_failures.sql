-- Outside row level security, as the queue it feeds: when an account has to be looked at again because time passes, one
-- instant for each, the next one. Whatever looks at the account then writes the one after it.
create table account_due (
  sandbox_id  int         not null,
  account_key text        not null,
  due_at      timestamptz not null,
  primary key (sandbox_id, account_key)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create index account_due_by_time on account_due (due_at);

-- Accounts whose groups could not be built. With an instant to try again they wait for it; without one they are set aside
-- until something about them changes or somebody asks. Runs that are not finished without them wait too.
create table account_failure (
  sandbox_id  int         not null,
  account_key text        not null,
  attempts    int         not null,
  failed_at   timestamptz not null,
  retry_at    timestamptz,
  reason      text        not null,
  run_ids     uuid[]      not null,
  primary key (sandbox_id, account_key)
);

-- What went wrong in a run of a creation job (D-30), by reason: for how many accounts, and one of them.
create table creation_job_run_error (
  sandbox_id int  not null,
  run_id     uuid not null,
  reason     text not null,
  accounts   int  not null,
  example    text not null,
  primary key (sandbox_id, run_id, reason),
  foreign key (sandbox_id, run_id) references creation_job_run on delete cascade
);

alter table account_failure enable row level security;
create policy sandbox_isolation on account_failure
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table creation_job_run_error enable row level security;
create policy sandbox_isolation on creation_job_run_error
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
