-- An aborted journey uses no interest any more, and of the others only what can name one is kept. The topic holds the present
-- of each journey; it is read anew.
update journey_reference set revision = 0;
delete from consumed_offset where topic = 'coterie.definitions';
