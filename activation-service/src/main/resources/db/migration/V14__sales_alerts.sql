-- This service's copy of buying groups, for the body of sales alerts.
create table buying_group (
  sandbox_id           int    not null,
  buying_group_id      uuid   not null,
  revision             bigint not null,
  deleted              boolean not null,
  account_key          text   not null,
  solution_interest_id text   not null,
  document             jsonb  not null,
  primary key (sandbox_id, buying_group_id)
);
create index buying_group_by_account on buying_group (sandbox_id, account_key, solution_interest_id);
alter table buying_group enable row level security;
create policy sandbox_isolation on buying_group
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
