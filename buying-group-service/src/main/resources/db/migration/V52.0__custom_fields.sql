-- The customer's own fields of one kind of record, from the definitions topic.
create table custom_field_set (
  sandbox_id int    not null,
  kind       text   not null,
  definition jsonb  not null,
  revision   bigint not null,
  primary key (sandbox_id, kind)
);
alter table custom_field_set enable row level security;
create policy sandbox_isolation on custom_field_set
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
