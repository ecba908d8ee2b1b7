-- Every access is asked whether its record is the accessor's own: few are, while what belongs to family and home is a hundred times
-- as much. One's own person record, vehicles and phones are marked, so that they can be found without the rest.
alter table casework.personal_record add column own boolean not null default false;
create index personal_record_own_idx on casework.personal_record (force_id, staff_id) include (record_id, record_type) where own;
comment on column casework.personal_record.own is 'Own person record, vehicle or phone: wherever the fact relation.self may hold';

drop view casework.personal_record_now;
create view casework.personal_record_now as
select force_id, staff_id, record_type, record_id, bool_or(own) as own
from (
  select force_id, staff_id, 'PERSON' as record_type, record_id, true as own from casework.own_record
  union all
  select force_id, staff_id, record_type, record_id, false from people.association
  union all
  select h.force_id, h.staff_id, r.record_type, r.record_id, false
  from (
    select force_id, staff_id, address_key, postcode_key from people.home
    union
    select force_id, staff_id, address_key, postcode_key from people.staff) h
  join casework.record r on r.force_id = h.force_id and r.address_key = h.address_key and r.postcode_key = h.postcode_key
  union all
  select s.force_id, s.staff_id, r.record_type, r.record_id, r.record_type = 'PHONE'
  from people.staff s cross join lateral unnest(s.phone_keys) as k (phone_key)
  join casework.record r on r.force_id = s.force_id and r.phone_key = k.phone_key
  union all
  select s.force_id, s.staff_id, r.record_type, r.record_id, true
  from people.staff s cross join lateral unnest(s.vehicle_keys) as k (vrm_key)
  join casework.record r on r.force_id = s.force_id and r.vrm_key = k.vrm_key
  union all
  select o.force_id, o.staff_id, n.to_type, n.to_id, false
  from casework.own_record o
  join casework.record_relation n on n.force_id = o.force_id and n.from_id = o.record_id and n.from_type = 'PERSON'
  union all
  select o.force_id, o.staff_id, n.from_type, n.from_id, false
  from casework.own_record o
  join casework.record_relation n on n.force_id = o.force_id and n.to_id = o.record_id and n.to_type = 'PERSON') p
group by force_id, staff_id, record_type, record_id;

update casework.personal_record p set own = true
from casework.personal_record_now n
where n.own and n.force_id = p.force_id and n.staff_id = p.staff_id and n.record_id = p.record_id and n.record_type = p.record_type;
