-- The marked records that rules ask about are few: found by what they are marked with, they need not be read for each access.
create index record_high_profile_idx on casework.record (force_id, record_id, record_type)
  where markers && '{HIGH_PROFILE,SENSITIVE,PROTECTED_ADDRESS,INFORMANT}';
create index record_vulnerable_idx on casework.record (force_id, record_id, record_type)
  where markers && '{DA_VICTIM,CHILD}';
