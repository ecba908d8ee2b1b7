-- Whoever has just written refreshes what the planner knows of a table. Before PostgreSQL 17 there is no right to analyze
-- that could be granted, and an evaluation whose tables the planner believes to be empty takes four times as long.
create function kernel.refresh_statistics(filled regclass) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('analyze %s', filled);
end $$;
comment on function kernel.refresh_statistics is 'Analyzes a table with the rights of its owner; sees what the transaction has written';
revoke execute on function kernel.refresh_statistics from public;
grant execute on function kernel.refresh_statistics to ${application_role};
