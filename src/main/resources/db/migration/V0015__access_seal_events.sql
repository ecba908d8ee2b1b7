-- Where an event stands in the ledger, and the salt of its leaf. Null: stored by a version that had no ledger yet.
alter table access.access_event
  add column append_id bigint,
  add column ordinal integer,
  add column nonce bytea;
comment on column access.access_event.nonce is '16 random bytes: without them the leaf reveals nothing about the event';
create index access_event_append_idx on access.access_event using brin (append_id) with (pages_per_range = 16);

-- What is left of an event whose content was erased: its place in the ledger and the act.
create table access.erased_event (
  force_id smallint not null,
  event_key uuid not null,
  append_id bigint,
  ordinal integer,
  erased_at timestamptz not null,
  erased_by text not null,
  reason text not null,
  constraint erased_event_pkey primary key (force_id, event_key)
);
create index erased_event_append_idx on access.erased_event (force_id, append_id, ordinal);
comment on column access.erased_event.erased_by is 'The user, or the command, that carried it out';
revoke update, delete, truncate on access.erased_event from ${application_role};
revoke insert on access.erased_event from ${application_role};

-- The only way in which the content of an event ever goes: in one step with the note that it went.
create function access.erase_event(force smallint, key uuid, happened timestamptz, at timestamptz, by_whom text, why text)
  returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  with gone as (
    delete from access.access_event
    where force_id = force and event_key = key and occurred_at = happened
    returning force_id, event_key, append_id, ordinal
  )
  insert into access.erased_event (force_id, event_key, append_id, ordinal, erased_at, erased_by, reason)
  select force_id, event_key, append_id, ordinal, at, by_whom, why from gone;
  return found;
end $$;
revoke execute on function access.erase_event from public;
grant execute on function access.erase_event to ${application_role};
