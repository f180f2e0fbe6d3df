-- What is over is deleted after a time: settled actions, their messages, and what LinkedIn told of leads.
create index action_by_settling on action (sandbox_id, settled_at) where status <> 'uncertain';
create index message_by_change on message (sandbox_id, changed_at) where state in ('sent', 'failed', 'suppressed');
create index lead_notification_by_arrival on lead_notification (sandbox_id, received_at);
