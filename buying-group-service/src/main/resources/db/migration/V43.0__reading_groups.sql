-- The orders in which groups are read most, page by page. Others sort what the filters leave.
create index buying_group_by_update on buying_group (sandbox_id, updated_at, id) where not deleted;
create index buying_group_by_completeness on buying_group (sandbox_id, completeness, id) where not deleted;
