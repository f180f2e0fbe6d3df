-- What LinkedIn does not push is found by asking: since when a subscription has been asked about, and when last.
alter table lead_subscription add column swept_until timestamptz;
alter table lead_subscription add column swept_at timestamptz;
