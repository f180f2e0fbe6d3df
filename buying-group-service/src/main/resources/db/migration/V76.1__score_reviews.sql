-- Outside row level security, as the queue it feeds: persons whose state is new, a batch a row, with those of them that
-- went. Their scores are looked through when everybody can see the state. Rows are added and removed, never updated.
create table score_review (
  position    bigint generated always as identity primary key,
  sandbox_id  int    not null,
  person_keys text[] not null,
  gone_keys   text[] not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
create index score_review_by_sandbox on score_review (sandbox_id, position);
