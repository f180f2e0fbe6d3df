-- Relations of persons to accounts and to opportunities, as records of their own. Kept by key: either side may be missing.
-- The subject is the record whose state carries the relation: the person, or the opportunity.
create table relation (
  sandbox_id   int                not null,
  kind         text               not null check (kind in ('account-person', 'opportunity-person')),
  relation_key text collate "C"   not null,
  subject_key  text collate "C"   not null,
  other_key    text collate "C"   not null,
  roles        jsonb              not null,
  is_primary   boolean            not null,
  active       boolean            not null,
  revision     bigint             not null,
  document     jsonb,
  changed_at   timestamptz        not null,
  primary key (sandbox_id, kind, relation_key)
);
create index relation_by_subject on relation (sandbox_id, kind, subject_key);
create index relation_by_other on relation (sandbox_id, kind, other_key);

-- The accounts of a person, besides the people of an account.
create index person_account_by_person on person_account (sandbox_id, person_key);

create table opportunity (
  sandbox_id      int                not null,
  opportunity_key text collate "C"   not null,
  account_key     text collate "C",
  revision        bigint             not null,
  document        jsonb,
  changed_at      timestamptz        not null,
  primary key (sandbox_id, opportunity_key)
);
create index opportunity_by_account on opportunity (sandbox_id, account_key, opportunity_key) where document is not null;

alter table relation enable row level security;
create policy sandbox_isolation on relation
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table opportunity enable row level security;
create policy sandbox_isolation on opportunity
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
