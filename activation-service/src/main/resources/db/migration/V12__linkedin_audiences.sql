-- Secrets are stored closed (AES-GCM), see SecretVault.
create table linkedin_connection (
  sandbox_id        int         not null,
  connection_id     uuid        not null default uuidv7(),
  name              text        not null,
  base_url          text        not null,
  token_url         text        not null,
  sponsored_account text        not null,
  api_version       text        not null,
  source_platform   text        not null,
  client_id         text,
  access_token      text        not null,
  refresh_token     text,
  client_secret     text,
  status            text        not null default 'connected' check (status in
                      ('connected', 'reconnect', 'forbidden', 'version-unsupported')),
  status_reason     text,
  revision          bigint      not null default 1,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  updated_by        text        not null,
  primary key (sandbox_id, connection_id),
  unique (sandbox_id, name)
);
alter table linkedin_connection enable row level security;
create policy sandbox_isolation on linkedin_connection
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- Token bucket per connection. In the database, because every replica draws from it. Outside row level security.
create table request_budget (
  sandbox_id    int              not null,
  connection_id uuid             not null,
  tokens        double precision not null,
  counted_at    timestamptz      not null,
  primary key (sandbox_id, connection_id)
);

create table destination (
  sandbox_id         int         not null,
  destination_id     uuid        not null default uuidv7(),
  name               text        not null,
  type               text        not null check (type in ('linkedin-company-audience')),
  connection_id      uuid        not null,
  lead_form          text,
  segment_id         text,
  segment_created_at timestamptz,
  failure            text,
  revision           bigint      not null default 1,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now(),
  updated_by         text        not null,
  primary key (sandbox_id, destination_id),
  unique (sandbox_id, name),
  foreign key (sandbox_id, connection_id) references linkedin_connection (sandbox_id, connection_id)
);
alter table destination enable row level security;
create policy sandbox_isolation on destination
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- What journeys want (desired) beside what LinkedIn holds as far as we know (held). 'unknown': a request was sent and
-- its answer has not been recorded. due_at is set while the two may differ.
create table destination_member (
  sandbox_id      int         not null,
  destination_id  uuid        not null,
  account_key     text        not null,
  desired         boolean     not null,
  desired_version bigint      not null default 1,
  action_id       uuid,
  held            text        not null default 'absent' check (held in ('absent', 'present', 'unknown')),
  held_identity   text,
  held_company    jsonb,
  due_at          timestamptz,
  attempts        int         not null default 0,
  failure         text,
  changed_at      timestamptz not null default now(),
  primary key (sandbox_id, destination_id, account_key),
  check ((held = 'absent') = (held_company is null))
);
create index destination_member_due on destination_member (sandbox_id, destination_id, due_at) where due_at is not null;
create index destination_member_by_identity on destination_member (sandbox_id, destination_id, held_identity)
  where held_identity is not null;
create index destination_member_by_account on destination_member (sandbox_id, account_key);
alter table destination_member enable row level security;
create policy sandbox_isolation on destination_member
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- Destinations with due members, across sandboxes: ids and times for the synchronising loop. Blocked: only a person can
-- help, see destination.failure. Outside row level security.
create table destination_work (
  sandbox_id     int         not null,
  destination_id uuid        not null,
  due_at         timestamptz not null default now(),
  attempts       int         not null default 0,
  blocked        boolean     not null default false,
  claimed_by     uuid,
  primary key (sandbox_id, destination_id)
);
create index destination_work_due on destination_work (due_at);
