-- Stage models have versions (BEY-17). The model's row holds the version that is live, and the draft of the next one.
alter table stage_model
  add column version int not null default 1,
  add column draft   jsonb;

-- Every version that ever went live, and where its predecessor's stages went. Rows outlive a deleted model: groups' history
-- speaks of them.
create table stage_model_version (
  sandbox_id   int         not null,
  model_id     uuid        not null,
  version      int         not null,
  name         text        not null,
  description  text,
  stages       jsonb       not null,
  stage_map    jsonb,
  published_at timestamptz not null,
  published_by text        not null,
  primary key (sandbox_id, model_id, version)
);
alter table stage_model_version enable row level security;
create policy sandbox_isolation on stage_model_version
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
insert into stage_model_version (sandbox_id, model_id, version, name, description, stages, published_at, published_by)
select sandbox_id, id, 1, name, description, stages, coalesce(published_at, updated_at), coalesce(published_by, updated_by)
  from stage_model where live;

-- Each time the stages of an interest's groups became others: a new version, another model, or none. A group notes up to
-- which epoch it has followed, so it follows each change once, whenever it is looked at.
create table stage_change (
  sandbox_id     int         not null,
  interest_id    uuid        not null,
  epoch          int         not null,
  model_id       uuid,
  version        int,
  label          text,
  previous_label text,
  stage_map      jsonb       not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  primary key (sandbox_id, interest_id, epoch),
  check ((model_id is null) = (version is null))
);
alter table stage_change enable row level security;
create policy sandbox_isolation on stage_change
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);

alter table solution_interest
  add column stage_version int,
  add column stage_epoch   int not null default 0;
update solution_interest set stage_version = 1, stage_epoch = 1 where stage_model_id is not null;
insert into stage_change (sandbox_id, interest_id, epoch, model_id, version, label, stage_map, changed_at, changed_by)
select interest.sandbox_id, interest.id, 1, model.id, 1, model.name || ' (version 1)', '{}', interest.updated_at,
       interest.updated_by
  from solution_interest as interest
  join stage_model as model on model.sandbox_id = interest.sandbox_id and model.id = interest.stage_model_id;
create index solution_interest_by_stage_model on solution_interest (sandbox_id, stage_model_id) where not deleted;

alter table buying_group
  add column stage_epoch    int not null default 0,
  add column stage_model_id uuid,
  add column stage_version  int;
update buying_group as grp
   set stage_epoch = interest.stage_epoch, stage_model_id = interest.stage_model_id, stage_version = interest.stage_version
  from solution_interest as interest
 where interest.sandbox_id = grp.sandbox_id and interest.id = grp.interest_id;

-- Which version of which model a change of stage belongs to.
alter table buying_group_history
  add column stage_model_id uuid,
  add column stage_version  int;
