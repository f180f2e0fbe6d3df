-- An action that came before its group, account or person waits for them, and what was asked for the account later waits
-- behind it. Claims read what is ready, however much is held, and whoever looks for what is due reads what is held.
alter table action_work add column held_since timestamptz, add column retry_at timestamptz;
drop index action_work_by_sandbox;
create index action_work_ready on action_work (sandbox_id, position) where retry_at is null;
create index action_work_held on action_work (retry_at) where retry_at is not null;
