-- Files somebody asked for, bounded in size and time. A file is stored in parts, so that nobody holds all of it in memory.
create table group_export (
  sandbox_id   int         not null,
  id           uuid        not null default uuidv7(),
  state        text        not null default 'WAITING',
  search       jsonb       not null,
  rows         bigint      not null default 0,
  parts        int         not null default 0,
  failure      text,
  requested_by text        not null,
  requested_at timestamptz not null,
  finished_at  timestamptz,
  expires_at   timestamptz not null,
  primary key (sandbox_id, id)
);
create index group_export_waiting on group_export (sandbox_id) where state = 'WAITING';
create index group_export_by_expiry on group_export (sandbox_id, expires_at);

create table group_export_part (
  sandbox_id int  not null,
  export_id  uuid not null,
  part       int  not null,
  content    text not null,
  primary key (sandbox_id, export_id, part),
  foreign key (sandbox_id, export_id) references group_export on delete cascade
);

alter table group_export enable row level security;
create policy sandbox_isolation on group_export
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table group_export_part enable row level security;
create policy sandbox_isolation on group_export_part
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- Outside row level security: work across sandboxes.
create table export_work (
  position   bigint      generated always as identity primary key,
  sandbox_id int         not null,
  export_id  uuid        not null,
  attempts   int         not null default 0,
  retry_at   timestamptz not null default clock_timestamp(),
  added_at   timestamptz not null default clock_timestamp()
);
