-- Of a well-known record the links grow for years, and few of their cases are still open: each says so itself, and the index
-- passes over those that closed before.
alter table casework.case_link add column open_until timestamptz not null default 'infinity';
comment on column casework.case_link.open_until is 'When its case closed, infinity while it is open; follows casework.case_file.closed_at';
drop index casework.case_link_of_record_idx;
update casework.case_link l set open_until = c.closed_at
from casework.case_file c
where c.force_id = l.force_id and c.case_ref = l.case_ref and c.closed_at is not null;
create index case_link_open_idx on casework.case_link (force_id, record_id, record_type, open_until)
  include (case_ref, linked_at, recorded_by, role);
