-- The accounts' opportunities, from coterie.opportunities: what splits ask about.
create table opportunity (
  sandbox_id      int     not null,
  opportunity_key text    not null,
  account_key     text,
  revision        bigint  not null,
  deleted         boolean not null,
  document        jsonb,
  primary key (sandbox_id, opportunity_key)
);
create index opportunity_by_account on opportunity (sandbox_id, account_key) where not deleted;
alter table opportunity enable row level security;
create policy sandbox_isolation on opportunity
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- The customer's own fields are kept among the definitions from now on: the topic, which holds the present of each, is read anew.
delete from consumed_offset where topic = 'coterie.definitions';
