-- What is known of the accounts' opportunities: as much as it takes to tell what became of a group that sales took over.
create table known_opportunity (
  sandbox_id      int         not null,
  opportunity_key text        not null,
  account_key     text,
  deleted         boolean     not null,
  -- as the CRM says; without it, when the opportunity was first heard of
  created_at      timestamptz,
  first_heard_at  timestamptz not null,
  closed          boolean     not null,
  won             boolean     not null,
  closed_at       timestamptz,
  revision        bigint      not null,
  primary key (sandbox_id, opportunity_key)
);
create index known_opportunity_by_account on known_opportunity (sandbox_id, account_key) where not deleted;
alter table known_opportunity enable row level security;
create policy sandbox_isolation on known_opportunity
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

-- The opportunity the group became, and how it ended.
alter table buying_group
  add column opportunity_key text,
  add column converted_at    timestamptz,
  add column outcome         text,
  add column outcome_at      timestamptz,
  add check ((opportunity_key is null) = (converted_at is null)),
  add check ((opportunity_key is null) = (outcome is null));
