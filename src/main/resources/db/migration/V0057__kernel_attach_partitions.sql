-- A partition that is made as one keeps off whoever reads or writes its table, and waits for all of them first: an evaluation that
-- held some slices in the middle of their attribution waited for itself. One that is attached keeps off nobody.
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
      -- Somebody may have made it meanwhile, which to_regclass may not know yet.
      if not exists (
          select from pg_inherits i join pg_class c on c.oid = i.inhrelid
          where i.inhparent = parent and c.relname = name) then
        execute format('create table %I.%I (like %s including all) with (fillfactor = %s)',
          schema_name, name, parent, case when append_only then 100 else 45 end);
        if append_only then
          execute format('revoke update, delete, truncate on %I.%I from ${application_role}', schema_name, name);
        end if;
        execute format('alter table %s attach partition %I.%I for values from (%L) to (%L)',
          parent, schema_name, name, month::text || '+00', (month + interval '1 month')::text || '+00');
      end if;
    end if;
    month := month + interval '1 month';
  end loop;
end $$;
