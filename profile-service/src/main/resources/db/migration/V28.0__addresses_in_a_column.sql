-- Under row level security PostgreSQL uses no index over an expression: it would compute it for rows that the policy may hide.
drop index person_by_address;
alter table person
  add column address text generated always as (lower(document #>> '{workEmail,address}')) stored;
create index person_by_address on person (sandbox_id, address) where address is not null;
