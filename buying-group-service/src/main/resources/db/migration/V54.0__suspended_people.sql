-- Marketing-suspended people are no part of what scores are computed over, like test profiles (D-43).
drop index person_scored;
create index person_scored on person (sandbox_id, person_key)
  where not deleted and (document ->> 'testProfile') is distinct from 'true'
    and (document #>> '{b2b,isMarketingSuspended}') is distinct from 'true';
