-- One service's database. Its owner migrates and owns every table; the service reads and writes rows, owns nothing and
-- cannot bypass row level security.

\set owner :name _owner
\set service :name _service

\connect postgres
create role :"owner" login nosuperuser nobypassrls nocreatedb nocreaterole password :'owner_password';
create role :"service" login nosuperuser nobypassrls nocreatedb nocreaterole password :'service_password';
create database :"name" owner :"owner";
revoke all on database :"name" from public;
grant connect, temporary on database :"name" to :"owner", :"service";

\connect :name
grant usage on schema public to :"service";
alter default privileges for role :"owner" in schema public grant select, insert, update, delete on tables to :"service";
alter default privileges for role :"owner" in schema public grant usage, select on sequences to :"service";
