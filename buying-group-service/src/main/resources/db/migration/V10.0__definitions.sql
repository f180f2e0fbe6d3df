-- What people define. Names are unique per sandbox without regard to case (D-15); they are stored trimmed.

create table custom_role (
  sandbox_id  int         not null,
  id          uuid        not null,
  name        text        not null,
  description text,
  revision    bigint      not null,
  created_at  timestamptz not null,
  created_by  text        not null,
  updated_at  timestamptz not null,
  updated_by  text        not null,
  primary key (sandbox_id, id)
);
create unique index custom_role_by_name on custom_role (sandbox_id, lower(name));

create table roles_template (
  sandbox_id   int         not null,
  id           uuid        not null default uuidv7(),
  name         text        not null,
  description  text,
  live         boolean     not null default false,
  roles        jsonb       not null,
  revision     bigint      not null default 1,
  created_at   timestamptz not null,
  created_by   text        not null,
  updated_at   timestamptz not null,
  updated_by   text        not null,
  published_at timestamptz,
  published_by text,
  primary key (sandbox_id, id)
);
create unique index roles_template_by_name on roles_template (sandbox_id, lower(name));

create table stage_model (
  sandbox_id   int         not null,
  id           uuid        not null default uuidv7(),
  name         text        not null,
  description  text,
  live         boolean     not null default false,
  stages       jsonb       not null,
  revision     bigint      not null default 1,
  created_at   timestamptz not null,
  created_by   text        not null,
  updated_at   timestamptz not null,
  updated_by   text        not null,
  published_at timestamptz,
  published_by text,
  primary key (sandbox_id, id)
);
create unique index stage_model_by_name on stage_model (sandbox_id, lower(name));

-- A deleted interest keeps its row: its groups are deleted after it, and their last state still names it.
create table solution_interest (
  sandbox_id       int         not null,
  id               uuid        not null default uuidv7(),
  name             text        not null,
  description      text,
  template_id      uuid        not null,
  stage_model_id   uuid,
  update_existing  boolean     not null,
  deleted          boolean     not null default false,
  revision         bigint      not null default 1,
  created_at       timestamptz not null,
  created_by       text        not null,
  updated_at       timestamptz not null,
  updated_by       text        not null,
  primary key (sandbox_id, id),
  foreign key (sandbox_id, template_id) references roles_template,
  foreign key (sandbox_id, stage_model_id) references stage_model
);
create unique index solution_interest_by_name on solution_interest (sandbox_id, lower(name)) where not deleted;

alter table custom_role enable row level security;
create policy sandbox_isolation on custom_role
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table roles_template enable row level security;
create policy sandbox_isolation on roles_template
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table stage_model enable row level security;
create policy sandbox_isolation on stage_model
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
alter table solution_interest enable row level security;
create policy sandbox_isolation on solution_interest
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
