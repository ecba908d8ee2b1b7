-- Accesses that arrived and do not settle in the same evaluation, until it has judged them for the time being: it does so when
-- all that settles in it has. Survives the process that queued them. Columns as in explanation.settling.
create table explanation.provisional (
  force_id smallint not null,
  event_key uuid not null,
  occurred_at timestamptz not null,
  part smallint not null,
  system_code text not null,
  account_id text not null,
  on_behalf_of text,
  action text not null,
  record_type text,
  record_id text,
  case_ref text,
  terminal_id text,
  staff_id text,
  principal_id text,
  constraint provisional_pkey primary key (force_id, event_key)
);
comment on column explanation.provisional.account_id is 'Personal data: gone when the evaluation has ended';
comment on column explanation.provisional.record_id is 'Personal data: gone when the evaluation has ended';
comment on column explanation.provisional.staff_id is 'Personal data: gone when the evaluation has ended';
