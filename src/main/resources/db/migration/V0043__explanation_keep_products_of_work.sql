-- What people wrote, by person: officers who work leave a trace, curiosity does not.
create table explanation.product (
  force_id smallint not null,
  event_key uuid not null,
  occurred_at timestamptz not null,
  staff_id text not null,
  record_type text not null,
  record_id text not null,
  constraint product_pkey primary key (force_id, event_key)
);
create index product_staff_idx on explanation.product (force_id, staff_id, occurred_at) include (record_type, record_id);
comment on table explanation.product is 'Accesses that created or updated a record; recomputable from access.access_event and explanation.verdict';
comment on column explanation.product.staff_id is 'Personal data: who wrote; kept as long as the event';

insert into explanation.product (force_id, event_key, occurred_at, staff_id, record_type, record_id)
select e.force_id, e.event_key, e.occurred_at, v.staff_id, e.record_type, e.record_id
from access.access_event e
join explanation.verdict v on v.force_id = e.force_id and v.event_key = e.event_key and v.occurred_at = e.occurred_at
where e.action in ('CREATE', 'UPDATE') and v.staff_id is not null and e.record_id is not null;
