-- Sandboxes are assigned here for the whole suite. Outside row level security: they are what it is told by.
create table sandbox_registration (
  id           int         generated always as identity primary key,
  organisation text        not null,
  name         text        not null,
  title        text        not null,
  instance     text,
  revision     bigint      not null default 1,
  created_at   timestamptz not null,
  unique (organisation, name),
  -- One sandbox has one instance by being one column, one instance has one sandbox by this.
  unique (organisation, instance)
);

create table sandbox_acknowledgement (
  sandbox_id      int         not null references sandbox_registration,
  service         text        not null,
  acknowledged_at timestamptz not null,
  primary key (sandbox_id, service)
);

-- A deleted account or person keeps its key and revision only: document is null, and revisions go on after recreation.
-- Keys are compared byte by byte, which is also the order in which rows are locked.
create table account (
  sandbox_id  int                not null,
  account_key text collate "C"   not null,
  revision    bigint             not null,
  document    jsonb,
  changed_at  timestamptz        not null,
  primary key (sandbox_id, account_key)
);

create table person (
  sandbox_id  int                not null,
  person_key  text collate "C"   not null,
  revision    bigint             not null,
  document    jsonb,
  changed_at  timestamptz        not null,
  primary key (sandbox_id, person_key)
);

-- The relations of each person's document, found by account. Kept by key alone: a person may arrive before the account,
-- and the relation works once both are there.
create table person_account (
  sandbox_id  int                not null,
  account_key text collate "C"   not null,
  person_key  text collate "C"   not null,
  roles       jsonb              not null,
  primary key (sandbox_id, account_key, person_key)
);

create table experience_event (
  sandbox_id  int                not null,
  event_id    text               not null,
  person_key  text collate "C"   not null,
  event_type  text               not null,
  happened_at timestamptz        not null,
  event       jsonb              not null,
  primary key (sandbox_id, event_id)
);
create index experience_event_by_person on experience_event (sandbox_id, person_key, happened_at);

create table audience (
  sandbox_id  int         not null,
  audience_id uuid        not null,
  name        text        not null,
  kind        text        not null check (kind in ('account')),
  -- Only ever read whole, and shown as it was written: text, not jsonb.
  condition   text        not null,
  -- Whether a change of a person can change the members.
  reads_people boolean    not null,
  status      text        not null check (status in ('evaluating', 'live', 'archived')),
  revision    bigint      not null,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  primary key (sandbox_id, audience_id)
);
create unique index audience_name on audience (sandbox_id, lower(name)) where status <> 'archived';

-- A former member keeps its row, because its revision goes on.
create table audience_membership (
  sandbox_id  int                not null,
  audience_id uuid               not null,
  member_key  text collate "C"   not null,
  member      boolean            not null,
  revision    bigint             not null,
  changed_at  timestamptz        not null,
  primary key (sandbox_id, audience_id, member_key)
);
create index audience_membership_by_member on audience_membership (sandbox_id, member_key);

-- Work across sandboxes, outside row level security.
-- Accounts that changed themselves or through a person. Append only: a second change while the first is being worked on is
-- a second row, so none is lost and no writer waits for a worker.
create table audience_streaming_work (
  id          bigint           generated always as identity primary key,
  sandbox_id  int              not null,
  account_key text collate "C" not null
);
create index audience_streaming_work_by_sandbox on audience_streaming_work (sandbox_id, id);

-- Audiences that are being evaluated over all accounts, and how far.
create table audience_evaluation_work (
  sandbox_id        int              not null,
  audience_id       uuid             not null,
  evaluated_through text collate "C" not null default '',
  primary key (sandbox_id, audience_id)
);

alter table account enable row level security;
alter table person enable row level security;
alter table person_account enable row level security;
alter table experience_event enable row level security;
alter table audience enable row level security;
alter table audience_membership enable row level security;

create policy sandbox_isolation on account
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
create policy sandbox_isolation on person
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
create policy sandbox_isolation on person_account
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
create policy sandbox_isolation on experience_event
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
create policy sandbox_isolation on audience
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
create policy sandbox_isolation on audience_membership
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
