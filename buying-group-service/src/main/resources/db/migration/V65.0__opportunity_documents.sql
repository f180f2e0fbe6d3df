-- What a group's page shows of an open opportunity of its account.
alter table known_opportunity
  add column name          text,
  add column stage         text,
  add column amount        numeric,
  add column currency      text,
  add column expected_close date;

-- The topic holds the present of each opportunity; it is read anew for what was not kept so far.
delete from consumed_offset where topic = 'coterie.opportunities';
