-- A run that fails is tried again a few times, then given up, so that it holds up no other; it says why.
alter table engagement_run
  add column attempts        int     not null default 0,
  add column failure         text,
  -- computed although the night's groups were not all built: they took too long
  add column ahead_of_builds boolean not null default false;
