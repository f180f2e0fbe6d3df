-- A deleted journey was aborted before. Its row stays, because its runs are told of by its name and the last of them are still
-- to be stopped; its name is free again.
alter table journey drop constraint journey_status_check;
alter table journey add constraint journey_status_check
  check (status in ('draft', 'live', 'closed', 'aborted', 'deleted'));
drop index journey_by_name;
create unique index journey_by_name on journey (sandbox_id, lower(name)) where status <> 'deleted';
