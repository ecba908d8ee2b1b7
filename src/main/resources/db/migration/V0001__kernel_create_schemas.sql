-- One schema a module. The application works under a role of its own that owns nothing; migrations run under another.
create schema kernel;
create schema intake;
create schema people;
create schema casework;
create schema access;
create schema explanation;
create schema rules;
create schema review;
create schema security;

grant usage on schema kernel, intake, people, casework, access, explanation, rules, review, security
  to ${application_role};
alter default privileges in schema intake, people, casework, access, explanation, rules, review, security
  grant select, insert, update, delete on tables to ${application_role};
alter default privileges in schema intake, people, casework, access, explanation, rules, review, security
  grant usage on sequences to ${application_role};

-- Statistics are refreshed by whoever has just written; before PostgreSQL 17 autovacuum alone does it.
do $$ begin
  if current_setting('server_version_num')::integer >= 170000 then
    alter default privileges in schema intake, people, casework, access, explanation, rules, review, security
      grant maintain on tables to ${application_role};
  end if;
end $$;

-- The form in which names, addresses, numbers and marks are compared: lower case, without blanks and punctuation.
-- They run for every record that comes in. Not strict, because a strict function of this kind cannot be inlined and
-- then costs ten times as much; translate() is several times cheaper than a regular expression.
create function kernel.key(text) returns text
  language sql immutable parallel safe
  return nullif(translate(lower($1), E' .,;:\'"`´’-–_/\\()[]&+*#!?\t\r\n', ''), '');

create function kernel.keys(text[]) returns text[]
  language sql immutable strict parallel safe
  as $$ select array_agg(kernel.key(item)) from unnest($1) as item where kernel.key(item) is not null $$;

-- "92 Queen Road" is house 92 of the street "queenroad"; an address that does not start with a number has neither.
create function kernel.house_number(text) returns integer
  language sql immutable parallel safe
  return case when split_part($1, ' ', 1) <> '' and length(split_part($1, ' ', 1)) < 6
    and translate(split_part($1, ' ', 1), '0123456789', '') = '' then split_part($1, ' ', 1)::integer end;

create function kernel.street_key(text) returns text
  language sql immutable parallel safe
  return case when kernel.house_number($1) is not null then kernel.key(substr($1, strpos($1, ' '))) end;

-- Makes the monthly partitions of an event-sized table that a span of time needs. The application may not create
-- tables; this it may call. Called in the transaction that writes the rows.
create function kernel.ensure_partitions(parent regclass, first timestamptz, last timestamptz, append_only boolean)
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
      execute format('create table if not exists %I.%I partition of %s for values from (%L) to (%L)',
        schema_name, name, parent, month::text || '+00', (month + interval '1 month')::text || '+00');
      if append_only then
        execute format('revoke update, delete, truncate on %I.%I from ${application_role}', schema_name, name);
      end if;
    end if;
    month := month + interval '1 month';
  end loop;
end $$;
revoke execute on function kernel.ensure_partitions from public;
grant execute on function kernel.ensure_partitions to ${application_role};

-- ISO 8601 in UTC, as the feed contract writes times.
create function kernel.iso(timestamptz) returns text
  language sql immutable parallel safe
  return to_char($1 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
    || coalesce('.' || nullif(rtrim(to_char($1 at time zone 'UTC', 'US'), '0'), ''), '') || 'Z';
