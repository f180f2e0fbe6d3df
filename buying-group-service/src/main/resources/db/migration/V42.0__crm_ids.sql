-- A CRM asks with its own ids: the external key of a record (KEY-03), or its own key when it came from the CRM.
create index account_by_external_id on account
  (sandbox_id, coalesce(document #>> '{extSourceSystemAudit,externalKey,sourceID}',
                        split_part(document #>> '{extSourceSystemAudit,externalKey,sourceKey}', '@', 1)));
create index account_by_source_id on account (sandbox_id, split_part(account_key, '@', 1));
create index person_by_external_id on person
  (sandbox_id, coalesce(document #>> '{extSourceSystemAudit,externalKey,sourceID}',
                        split_part(document #>> '{extSourceSystemAudit,externalKey,sourceKey}', '@', 1)));
create index person_by_source_id on person (sandbox_id, split_part(person_key, '@', 1));
