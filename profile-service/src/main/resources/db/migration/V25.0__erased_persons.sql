-- When a person was erased last: what it did until then is not taken in again, whoever tells it.
alter table person add column erased_at timestamptz;

-- Few persons were merged or erased, and whoever records events asks for both.
create index person_merged_or_erased on person (sandbox_id, person_key)
  where merged_into is not null or erased_at is not null;
drop index person_merged;
