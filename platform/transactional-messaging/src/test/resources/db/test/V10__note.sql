create table note (
  sandbox_id int    not null,
  note_key   text   not null,
  revision   bigint not null,
  primary key (sandbox_id, note_key)
);
alter table note enable row level security;
create policy sandbox_isolation on note
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
