-- Run once by the image's entry point, on an empty data directory. Passwords come from the environment.

\set name profile
\getenv owner_password PROFILE_OWNER_PASSWORD
\getenv service_password PROFILE_SERVICE_PASSWORD
\i /etc/coterie/database.sql

\set name buying_group
\getenv owner_password BUYING_GROUP_OWNER_PASSWORD
\getenv service_password BUYING_GROUP_SERVICE_PASSWORD
\i /etc/coterie/database.sql

\set name journey
\getenv owner_password JOURNEY_OWNER_PASSWORD
\getenv service_password JOURNEY_SERVICE_PASSWORD
\i /etc/coterie/database.sql

\set name activation
\getenv owner_password ACTIVATION_OWNER_PASSWORD
\getenv service_password ACTIVATION_SERVICE_PASSWORD
\i /etc/coterie/database.sql

-- Keycloak migrates and uses its database with one role.
\connect postgres
\getenv keycloak_password KEYCLOAK_PASSWORD
create role keycloak login nosuperuser nobypassrls nocreatedb nocreaterole password :'keycloak_password';
create database keycloak owner keycloak;
revoke all on database keycloak from public;
grant connect, temporary on database keycloak to keycloak;
