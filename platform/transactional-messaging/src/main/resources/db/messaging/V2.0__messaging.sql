-- Outside row level security: work across sandboxes, one reader each.

-- Events on their way to Kafka, in the order of their inserts.
create table outbox (
  position       bigint generated always as identity primary key,
  event_id       uuid        not null default uuidv7(),
  topic          text        not null,
  record_key     text        not null,
  type           text        not null,
  subject        text        not null,
  organisation   text        not null,
  sandbox        text        not null,
  sandbox_id     int         not null,
  revision       bigint      not null,
  payload        text,
  correlation_id uuid,
  causation_id   uuid,
  recorded_at    timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Ids of events handled; kept longer than anything that can redeliver.
create table inbox (
  event_id    uuid        primary key,
  received_at timestamptz not null default now()
);
create index inbox_by_age on inbox (received_at);

-- How far each topic has been applied here. This, not the broker, says where a consumer goes on: the offset moves in the
-- transaction of what it stands for, and an empty database starts from the beginning.
create table consumed_offset (
  topic       text   not null,
  partition   int    not null,
  next_offset bigint not null,
  primary key (topic, partition)
);

-- Records that could not be applied.
create table dead_letter (
  id             uuid        primary key default uuidv7(),
  channel        text        not null,
  topic          text        not null,
  partition      int         not null,
  record_offset  bigint      not null,
  record_key     text,
  headers        jsonb       not null,
  payload        bytea,
  reason         text        not null,
  received_at    timestamptz not null default now(),
  replayed_at    timestamptz,
  unique (channel, topic, partition, record_offset)
);

-- One subject, one lock.
create table subject (
  sandbox_id  int  not null,
  subject_key text not null,
  primary key (sandbox_id, subject_key)
);
alter table subject enable row level security;
create policy sandbox_isolation on subject
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
