-- The last night that each of its parts has begun in a sandbox, so that one that was missed is noticed (D-80).
create table begun_night (
  sandbox_id int  not null,
  part       text not null,
  night      date not null,
  primary key (sandbox_id, part)
);

insert into begun_night (sandbox_id, part, night)
select sandbox_id, 'GROUPS', max(nightly_date) from creation_job_run where nightly_date is not null group by sandbox_id
union all
select sandbox_id, 'ENGAGEMENT', max(night) from engagement_run where night is not null group by sandbox_id;

alter table begun_night enable row level security;
create policy sandbox_isolation on begun_night
  using (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int)
  with check (sandbox_id = nullif(current_setting('app.sandbox_id', true), '')::int);
