-- What settles carries what was seen of it and who it was, so that settling need not find them again. Without where it must:
-- context came late, the account got another holder, or the row is from before this version.
alter table explanation.settling
  add column system_code text,
  add column account_id text,
  add column on_behalf_of text,
  add column action text,
  add column record_type text,
  add column record_id text,
  add column case_ref text,
  add column terminal_id text,
  add column staff_id text,
  add column principal_id text;
comment on column explanation.settling.system_code is 'With the columns after it as in access.access_event; null: read it there and find who it was';
comment on column explanation.settling.account_id is 'Personal data: gone when the access has settled';
comment on column explanation.settling.record_id is 'Personal data: gone when the access has settled';
comment on column explanation.settling.staff_id is 'Personal data: gone when the access has settled';
