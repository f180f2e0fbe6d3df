-- Which person a deleted one turned out to be.
alter table person add column merged_into text collate "C";
create index person_merged on person (sandbox_id, person_key) where merged_into is not null;
create index person_merged_into on person (sandbox_id, merged_into) where merged_into is not null;
