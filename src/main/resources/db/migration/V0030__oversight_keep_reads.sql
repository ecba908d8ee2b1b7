-- What users of this application asked to see: kept before they are shown it, sealed in the ledger within a minute.
create schema oversight;
grant usage on schema oversight to ${application_role};
alter default privileges in schema oversight grant select, insert on tables to ${application_role};
alter default privileges in schema oversight grant usage on sequences to ${application_role};

create table oversight.page_read (
  read_id bigint generated always as identity constraint page_read_pkey primary key,
  force_id smallint not null,
  reader text not null,
  user_id uuid, -- null for a token
  reader_staff_id text, -- null where the reader is not on the HR feed
  read_at timestamptz not null,
  route text not null,
  item text, -- null for a list
  item_id uuid, -- null where the item has no UUID
  nonce bytea not null
);
create index page_read_reader_idx on oversight.page_read (force_id, reader, read_id);
create index page_read_item_idx on oversight.page_read (item_id, read_at) where item_id is not null;
comment on table oversight.page_read is 'Append-only; what was typed into a search is not kept';
comment on column oversight.page_read.reader is 'User name, or the name of a token: personal data, kept with the audit of this application';
comment on column oversight.page_read.route is 'The page, such as /flags/{flagId}';
comment on column oversight.page_read.item is 'What stands in the place of the names of the route';

create table oversight.read_leaf (
  read_id bigint constraint read_leaf_pkey primary key,
  append_id bigint not null,
  ordinal integer not null,
  constraint read_leaf_append_key unique (append_id, ordinal)
);
comment on table oversight.read_leaf is 'Where a read stands in the ledger; reads of the last minute are not sealed yet';

-- Whom a read was about, and how close the reader stands to that person.
create view oversight.read_about as
select a.*,
  case
    when a.route like '/requests%' then null -- Officers read what they are asked themselves.
    when a.staff_id = a.reader_staff_id then 'SELF'
    when exists (
      select from people.posting p
      where p.force_id = a.force_id and p.staff_id = a.reader_staff_id and p.supervisor_id = a.staff_id
        and p.valid_from <= a.read_at and (p.valid_to is null or a.read_at < p.valid_to)) then 'MANAGER'
    when exists (
      select from people.association d
      join casework.own_record o on o.force_id = d.force_id and o.record_id = d.record_id and d.record_type = 'PERSON'
      where d.force_id = a.force_id
        and (d.staff_id, o.staff_id) in ((a.reader_staff_id, a.staff_id), (a.staff_id, a.reader_staff_id))) then 'DECLARED'
    when exists (
      select from people.posting mine
      join people.posting theirs on theirs.force_id = mine.force_id and theirs.unit_id = mine.unit_id
        and theirs.staff_id = a.staff_id and theirs.valid_from < coalesce(mine.valid_to, a.read_at)
        and mine.valid_from < coalesce(theirs.valid_to, a.read_at)
      where mine.force_id = a.force_id and mine.staff_id = a.reader_staff_id
        and coalesce(mine.valid_to, a.read_at) > a.read_at - interval '2 years'
        and coalesce(theirs.valid_to, a.read_at) > a.read_at - interval '2 years') then 'SAME_UNIT'
  end as closeness
from (
  select r.*, coalesce(f.staff_id, i.staff_id, q.staff_id, s.staff_id, o.staff_id, v.staff_id) as staff_id
  from oversight.page_read r
  left join review.flag f on f.flag_id = r.item_id and (r.route like '/flags/%' or r.route like '/dossiers/%')
  left join investigation.investigation i on i.investigation_id = r.item_id and r.route like '/investigations/%'
  left join review.justification_request q on q.request_id = r.item_id
    and (r.route like '/requests/%' or r.route like '/justifications/%')
  left join people.staff s on s.force_id = r.force_id and s.staff_id = r.item and r.route like '/staff/%'
  left join lateral (
    select staff_id from casework.own_record
    where r.route like '/records/%' and r.item like 'PERSON/%' and force_id = r.force_id
      and record_id = substr(r.item, 8)
    limit 1) o on true
  left join lateral (
    select t.staff_id from access.access_event e
    join explanation.verdict t on t.force_id = e.force_id and t.event_key = e.event_key and t.occurred_at = e.occurred_at
    where r.route like '/accesses/%' and e.force_id = r.force_id and e.system_code = split_part(r.item, '/', 1)
      and e.event_id = substr(r.item, strpos(r.item, '/') + 1)
    limit 1) v on true) a;
comment on view oversight.read_about is
  'SELF: about the reader; MANAGER: about their line manager; DECLARED: a declared association; SAME_UNIT: worked together within two years';
