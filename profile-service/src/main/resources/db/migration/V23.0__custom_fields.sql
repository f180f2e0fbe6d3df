-- The custom fields of a sandbox's accounts and persons (XDM-02, XDM-07), and the revision of all fields of a kind.
create table custom_field (
  sandbox_id int         not null,
  kind       text        not null check (kind in ('account', 'person')),
  path       text        not null,
  type       text        not null check (type in ('string', 'integer', 'double', 'boolean', 'date')),
  label      text        not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (sandbox_id, kind, path)
);

create table custom_schema (
  sandbox_id int    not null,
  kind       text   not null,
  revision   bigint not null,
  primary key (sandbox_id, kind)
);

alter table custom_field enable row level security;
create policy sandbox_isolation on custom_field
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table custom_schema enable row level security;
create policy sandbox_isolation on custom_schema
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
