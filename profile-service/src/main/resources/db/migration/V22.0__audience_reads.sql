-- Which changes make work for an audience, besides those of its accounts and their people.
alter table audience add column reads_opportunities boolean not null default false;
-- A JSON list of the types of the experience events that the condition counts.
alter table audience add column event_types text not null default '[]';

-- When an account's answers change next because an event becomes too old, or stops being ahead of the clock. Across sandboxes,
-- for the loop that turns what is due into streaming work.
create table audience_ageing_work (
  sandbox_id  int              not null,
  account_key text collate "C" not null,
  due_at      timestamptz      not null,
  primary key (sandbox_id, account_key)
);
create index audience_ageing_work_by_time on audience_ageing_work (due_at);
