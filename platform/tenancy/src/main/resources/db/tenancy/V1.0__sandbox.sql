-- Outside row level security: read to find out which sandbox a request may enter.
create table sandbox (
  id           int    primary key,
  name         text   not null,
  organisation text   not null,
  title        text   not null,
  instance     text,
  revision     bigint not null,
  unique (organisation, name)
);
