-- Under row level security PostgreSQL uses no index over an expression: it would compute it for rows that the policy may hide.
-- Indexes that do not hold every person also cannot be taken for a lookup by key (decision 0020).
drop index account_by_external_id;
drop index account_by_source_id;
drop index person_by_external_id;
drop index person_by_source_id;

-- A record's id in a CRM in the spelling that is asked for (CRM-03): a GUID, however it is stored, in lower case and without
-- braces, every other id as it is. The service computes the same in Java.
create function crm_id(id text) returns text
  language sql immutable parallel safe
  return case when id ~* '^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$' then lower(btrim(id, '{}')) else id end;

alter table account
  add column external_source_id text generated always as
    (crm_id(coalesce(document #>> '{extSourceSystemAudit,externalKey,sourceID}',
                     split_part(document #>> '{extSourceSystemAudit,externalKey,sourceKey}', '@', 1)))) stored,
  add column crm_source_id text generated always as
    (case when split_part(account_key, '.', -1) in ('Salesforce', 'Dynamics')
          then crm_id(split_part(account_key, '@', 1)) end) stored;
create index account_by_external_source_id on account (sandbox_id, external_source_id)
  where external_source_id is not null;
create index account_by_crm_source_id on account (sandbox_id, crm_source_id) where crm_source_id is not null;

alter table person
  add column external_source_id text generated always as
    (crm_id(coalesce(document #>> '{extSourceSystemAudit,externalKey,sourceID}',
                     split_part(document #>> '{extSourceSystemAudit,externalKey,sourceKey}', '@', 1)))) stored,
  add column crm_source_id text generated always as
    (case when split_part(person_key, '.', -1) in ('Salesforce', 'Dynamics')
          then crm_id(split_part(person_key, '@', 1)) end) stored;
create index person_by_external_source_id on person (sandbox_id, external_source_id)
  where external_source_id is not null;
create index person_by_crm_source_id on person (sandbox_id, crm_source_id) where crm_source_id is not null;
