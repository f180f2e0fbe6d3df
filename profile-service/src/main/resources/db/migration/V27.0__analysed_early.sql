-- A sandbox beside larger ones is known to the planner once two hundredths of a table are new (decision 0020); by default it
-- takes a tenth.
do $$
declare
  guarded regclass;
begin
  for guarded in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity loop
    execute format('alter table %s set (autovacuum_analyze_scale_factor = 0.02)', guarded);
  end loop;
end
$$;
