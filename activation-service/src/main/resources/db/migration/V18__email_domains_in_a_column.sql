-- Under row level security PostgreSQL uses no index over an expression: it would compute it for rows that the policy may hide.
drop index account_by_email_domain;
alter table account
  add column email_domain text generated always as (lower(document ->> 'primaryEmailDomain')) stored;
create index account_by_email_domain on account (sandbox_id, email_domain)
  where email_domain is not null and not deleted;
