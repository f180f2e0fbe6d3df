-- Whose members a published journey takes in: dashboards count accounts that are known through it (D-68, ACC-02).
alter table journey_reference add column audience_id text;

-- The topic holds the present of each journey; it is read anew for what was not kept so far.
update journey_reference set revision = 0;
delete from consumed_offset where topic = 'coterie.definitions';
