-- A condition may name interests by a part of their name, so what is kept of a journey is how it compares, not only with what.
-- Until the topic, which holds the present of each journey, is read anew, every text counts as it did.
alter table journey_reference add column tests jsonb not null default '[]';
update journey_reference
   set tests = array_to_json(array(
         select json_build_object('part', 'WHOLE', 'exactly', false, 'texts', json_build_array(word))
           from unnest(texts) as known (word)))::jsonb,
       revision = 0;
-- A replica of the release before still writes texts while it is replaced; what it has written of a journey counts again
-- when the journey, or its topic, is read the next time.
alter table journey_reference alter column texts set default '{}';
delete from consumed_offset where topic = 'coterie.definitions';
