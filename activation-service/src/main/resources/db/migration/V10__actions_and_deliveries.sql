-- Which processes of this service are alive. Outside row level security.
create table service_instance (
  instance_id uuid        primary key,
  seen_at     timestamptz not null
);

-- What journeys asked for, once per action id.
create table action (
  sandbox_id  int         not null,
  action_id   uuid        not null,
  kind        text        not null,
  journey_id  uuid        not null,
  run_id      uuid        not null,
  node_id     text        not null,
  visit       int         not null,
  account_key text        not null,
  person_key  text,
  received_at timestamptz not null default now(),
  status      text,
  reason      text,
  settled_at  timestamptz,
  primary key (sandbox_id, action_id)
);
alter table action enable row level security;
create policy sandbox_isolation on action
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- One message per action. The state machine is drawn at DeliveryState.
create table message (
  sandbox_id  int         not null,
  message_id  uuid        not null,
  kind        text        not null check (kind in ('email', 'sales-alert')),
  state       text        not null default 'queued' check (state in
                ('queued', 'claimed', 'handing-over', 'sent', 'failed', 'suppressed', 'uncertain')),
  reason      text,
  journey_id  uuid        not null,
  run_id      uuid        not null,
  node_id     text        not null,
  visit       int         not null,
  account_key text        not null,
  person_key  text,
  parameters  jsonb       not null,
  recipient   text,
  attempts    int         not null default 0,
  instance_id uuid,
  created_at  timestamptz not null default now(),
  changed_at  timestamptz not null default now(),
  primary key (sandbox_id, message_id)
);
create index message_by_state on message (sandbox_id, state, message_id);
create index message_by_kind on message (sandbox_id, kind, message_id);
alter table message enable row level security;
create policy sandbox_isolation on message
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- Messages on their way, across sandboxes: ids and times for the delivery loop. Outside row level security.
-- A row lives from queued until sent, failed, suppressed or uncertain.
create table delivery_queue (
  sandbox_id   int         not null,
  message_id   uuid        not null,
  due_at       timestamptz not null default now(),
  claimed_by   uuid,
  handing_over boolean     not null default false,
  primary key (sandbox_id, message_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index delivery_queue_due on delivery_queue (sandbox_id, due_at) where claimed_by is null;
create index delivery_queue_claimed on delivery_queue (claimed_by, sandbox_id, due_at) where claimed_by is not null;
