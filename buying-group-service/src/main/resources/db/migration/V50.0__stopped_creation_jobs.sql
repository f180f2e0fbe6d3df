-- Why a standing order stands still; null while it is carried out. It follows its audience: archived or deleted it makes no
-- groups, live again it goes on.
alter table creation_job add column stopped_reason text;
