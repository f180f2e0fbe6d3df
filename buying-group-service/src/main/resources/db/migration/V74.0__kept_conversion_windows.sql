-- How long a qualification of the interest's groups counts for a conversion. It is the rule's, and stays when the rule goes: what
-- sales made of a group while it was ready is not undone by that.
alter table solution_interest add column conversion_window_days int not null default 180;
update solution_interest set conversion_window_days = (qualification ->> 'conversionWindowDays')::int
 where qualification ->> 'conversionWindowDays' is not null;
