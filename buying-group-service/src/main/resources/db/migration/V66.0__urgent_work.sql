-- What an event or a person asked for comes before what a whole selection did: a night, a new job, a changed definition. A
-- claim reads one index from its beginning; rows in bulk have no entry in the other, which finds whoever waits for an answer.
alter table account_work add column bulk boolean not null default false;
drop index account_work_by_sandbox;
create index account_work_by_sandbox on account_work (sandbox_id, bulk, position);
create index account_work_urgent on account_work (sandbox_id) where not bulk;

-- Likewise what somebody did comes before the members of groups that are built.
alter table live_work add column bulk boolean not null default false;
drop index live_work_by_sandbox;
create index live_work_by_sandbox on live_work (sandbox_id, bulk, position);
