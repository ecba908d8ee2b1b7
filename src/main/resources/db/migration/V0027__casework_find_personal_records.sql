-- The records that may have to do with a member of staff in person: the own ones, the declared ones, those at a home of theirs
-- or with a phone or vehicle of theirs, and those that the own person record is related to. Few accesses are of such a record, so
-- that looking here first spares asking about all the others.
create table casework.personal_record (
  force_id smallint not null,
  staff_id text not null,
  record_type text not null,
  record_id text not null,
  constraint personal_record_pkey primary key (force_id, staff_id, record_id, record_type)
);
comment on table casework.personal_record is 'Personal data by inference; more than what any fact calls a relation, never less';

create view casework.personal_record_now as
select force_id, staff_id, 'PERSON' as record_type, record_id from casework.own_record
union
select force_id, staff_id, record_type, record_id from people.association
union
select h.force_id, h.staff_id, r.record_type, r.record_id
from (
  select force_id, staff_id, address_key, postcode_key from people.home
  union
  select force_id, staff_id, address_key, postcode_key from people.staff) h
join casework.record r on r.force_id = h.force_id and r.address_key = h.address_key and r.postcode_key = h.postcode_key
union
select s.force_id, s.staff_id, r.record_type, r.record_id
from people.staff s cross join lateral unnest(s.phone_keys) as k (phone_key)
join casework.record r on r.force_id = s.force_id and r.phone_key = k.phone_key
union
select s.force_id, s.staff_id, r.record_type, r.record_id
from people.staff s cross join lateral unnest(s.vehicle_keys) as k (vrm_key)
join casework.record r on r.force_id = s.force_id and r.vrm_key = k.vrm_key
union
select o.force_id, o.staff_id, n.to_type, n.to_id
from casework.own_record o
join casework.record_relation n on n.force_id = o.force_id and n.from_id = o.record_id and n.from_type = 'PERSON'
union
select o.force_id, o.staff_id, n.from_type, n.from_id
from casework.own_record o
join casework.record_relation n on n.force_id = o.force_id and n.to_id = o.record_id and n.to_type = 'PERSON';

insert into casework.personal_record select force_id, staff_id, record_type, record_id from casework.personal_record_now;
