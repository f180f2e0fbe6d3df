create table email (
  sandbox_id   int         not null,
  email_id     uuid        not null default uuidv7(),
  name         text        not null,
  subject      text        not null,
  html         text,
  body_text    text,
  from_name    text        not null,
  from_address text        not null,
  reply_to     text,
  operational  boolean     not null,
  revision     bigint      not null default 1,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  updated_by   text        not null,
  primary key (sandbox_id, email_id),
  unique (sandbox_id, name)
);
alter table email enable row level security;
create policy sandbox_isolation on email
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- Addresses not to be written to. Per sandbox: people opt out of a sender, not of a journey.
create table suppression (
  sandbox_id int         not null,
  address    text        not null,
  reason     text        not null check (reason in ('unsubscribed', 'complaint', 'hard-bounce', 'operator')),
  note       text,
  person_key text,
  created_at timestamptz not null default now(),
  created_by text        not null,
  primary key (sandbox_id, address)
);
alter table suppression enable row level security;
create policy sandbox_isolation on suppression
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
