-- How much each kind of activity weighs in the engagement score (§11.6). Exactly one is active.
create table weighting_model (
  sandbox_id   int         not null,
  id           uuid        not null default uuidv7(),
  name         text        not null,
  description  text,
  status       text        not null,
  bands        jsonb       not null,
  activities   jsonb       not null,
  revision     bigint      not null default 1,
  created_at   timestamptz not null,
  created_by   text        not null,
  updated_at   timestamptz not null,
  updated_by   text        not null,
  activated_at timestamptz,
  activated_by text,
  primary key (sandbox_id, id)
);
create unique index weighting_model_by_name on weighting_model (sandbox_id, lower(name));
create unique index weighting_model_active on weighting_model (sandbox_id) where status = 'ACTIVE';

alter table weighting_model enable row level security;
create policy sandbox_isolation on weighting_model
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
