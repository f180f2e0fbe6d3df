create table lead_subscription (
  sandbox_id      int         not null,
  connection_id   uuid        not null,
  webhook         text        not null,
  subscription_id text,
  created_at      timestamptz not null default now(),
  primary key (sandbox_id, connection_id),
  foreign key (sandbox_id, connection_id) references linkedin_connection (sandbox_id, connection_id)
);
alter table lead_subscription enable row level security;
create policy sandbox_isolation on lead_subscription
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- What LinkedIn told us, stored before it is answered; a repeated notification is the same row.
create table lead_notification (
  sandbox_id    int         not null,
  connection_id uuid        not null,
  response_id   text        not null,
  lead_action   text        not null,
  received_at   timestamptz not null default now(),
  primary key (sandbox_id, connection_id, response_id, lead_action)
);
alter table lead_notification enable row level security;
create policy sandbox_isolation on lead_notification
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

create table lead (
  sandbox_id    int         not null,
  connection_id uuid        not null,
  response_id   text        not null,
  status        text        not null default 'received' check (status in ('received', 'accepted', 'failed', 'withdrawn')),
  failure       text,
  form          text,
  test_lead     boolean     not null default false,
  submitted_at  timestamptz,
  person_key    text,
  account_key   text,
  match         text check (match in ('hidden-field', 'email-domain', 'no-account', 'several-accounts', 'free-mail', 'no-email')),
  person        jsonb,
  attempts      int         not null default 0,
  received_at   timestamptz not null default now(),
  changed_at    timestamptz not null default now(),
  primary key (sandbox_id, connection_id, response_id)
);
create index lead_by_match on lead (sandbox_id, match);
alter table lead enable row level security;
create policy sandbox_isolation on lead
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- Leads to be fetched, across sandboxes. Outside row level security.
create table lead_work (
  sandbox_id    int         not null,
  connection_id uuid        not null,
  response_id   text        not null,
  due_at        timestamptz not null default now(),
  primary key (sandbox_id, connection_id, response_id)
);
create index lead_work_due on lead_work (due_at);

-- A lead finds its account by e-mail domain.
create index account_by_email_domain on account (sandbox_id, lower(document ->> 'primaryEmailDomain'))
  where not deleted;
