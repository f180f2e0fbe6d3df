-- What this service knows of accounts and persons. The owner is profile-service; nothing here is written but from its topics.

create table account (
  sandbox_id  int     not null,
  account_key text    not null,
  revision    bigint  not null,
  deleted     boolean not null,
  document    jsonb,
  primary key (sandbox_id, account_key)
);

create table person (
  sandbox_id int     not null,
  person_key text    not null,
  revision   bigint  not null,
  deleted    boolean not null,
  document   jsonb,
  primary key (sandbox_id, person_key)
);

-- The account may not be known yet: a person may arrive first.
create table person_account (
  sandbox_id  int    not null,
  person_key  text   not null,
  account_key text   not null,
  roles       text[] not null,
  primary key (sandbox_id, person_key, account_key)
);
create index person_account_by_account on person_account (sandbox_id, account_key);

alter table account enable row level security;
create policy sandbox_isolation on account
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table person enable row level security;
create policy sandbox_isolation on person
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table person_account enable row level security;
create policy sandbox_isolation on person_account
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
