-- A third of the verdicts did not find room in their page when they settled, and cost new entries in three indexes: all of a
-- page settle in one transaction, so that it needs room for each of them a second time.
create or replace function kernel.ensure_partitions(parent regclass, first timestamptz, last timestamptz, append_only boolean)
  returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
declare
  month timestamp := date_trunc('month', first at time zone 'UTC');
  schema_name text;
  table_name text;
  name text;
begin
  select n.nspname, c.relname into schema_name, table_name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.oid = parent and c.relkind = 'p';
  while month <= last at time zone 'UTC' loop
    name := table_name || '_' || to_char(month, 'YYYY_MM');
    if to_regclass(format('%I.%I', schema_name, name)) is null then
      perform pg_advisory_xact_lock(hashtext('kernel.ensure_partitions'));
      execute format('create table if not exists %I.%I partition of %s for values from (%L) to (%L) with (fillfactor = %s)',
        schema_name, name, parent, month::text || '+00', (month + interval '1 month')::text || '+00',
        case when append_only then 100 else 45 end);
      if append_only then
        execute format('revoke update, delete, truncate on %I.%I from ${application_role}', schema_name, name);
      end if;
    end if;
    month := month + interval '1 month';
  end loop;
end $$;
