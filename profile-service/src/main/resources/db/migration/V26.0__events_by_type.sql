-- The newest events of one person and type, which is all that conditions read.
create index experience_event_by_type on experience_event (sandbox_id, person_key, event_type, happened_at desc);
