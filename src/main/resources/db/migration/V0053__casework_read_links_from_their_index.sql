-- Each access asks for the links of its record, some four of them in as many pages: the index has all that is asked.
create index case_link_of_record_idx on casework.case_link (force_id, record_id, record_type)
  include (case_ref, linked_at, recorded_by, role);
drop index casework.case_link_record_idx;
