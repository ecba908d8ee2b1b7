create table access.source_system (
  force_id smallint not null,
  system_code text not null,
  name text not null,
  kind text not null,
  training_course text, -- none is needed
  received_at timestamptz not null,
  batch_id uuid not null,
  constraint source_system_pkey primary key (force_id, system_code)
);

-- The evidence: what the source said, never changed. Whose account it was is inference and kept apart
-- (explanation.verdict), so that late or corrected context never touches a row of this table.
create table access.access_event (
  force_id smallint not null,
  event_key uuid not null,
  occurred_at timestamptz not null,
  system_code text not null,
  event_id text not null,
  account_id text not null,
  action text not null constraint access_event_action_check
    check (action in ('SEARCH', 'VIEW', 'CREATE', 'UPDATE', 'DELETE', 'MERGE', 'PRINT', 'EXPORT', 'DISCLOSE')),
  -- What the source did not say is null.
  record_type text,
  record_id text,
  case_ref text,
  reason_code text,
  reason_text text,
  on_behalf_of text,
  terminal_id text,
  ip_address text,
  query text,
  result_count bigint,
  recipient text,
  content_hash bytea not null,
  received_at timestamptz not null,
  batch_id uuid not null,
  constraint access_event_pkey primary key (force_id, event_key, occurred_at)
) partition by range (occurred_at);
create index access_event_id_idx on access.access_event (force_id, system_code, event_id);
comment on table access.access_event is 'One access as the source system logged it; append-only';
comment on column access.access_event.event_key is
  'UUIDv8: 48 bits of occurred_at in milliseconds, then SHA-256 of system and event id';
comment on column access.access_event.account_id is 'Personal data: the account that acted; kept for the audit period of the system';
comment on column access.access_event.reason_text is 'Personal data: what the user typed; kept for the audit period';
comment on column access.access_event.query is 'Personal data: what was searched for; kept for the audit period';
comment on column access.access_event.content_hash is 'SHA-256 of the normalised row: tells a repeat from a contradiction';
revoke update, delete, truncate on access.access_event from ${application_role};

-- Events that are stored and not yet judged: written with the event, taken by whoever judges.
create table access.arrival (
  force_id smallint not null,
  occurred_at timestamptz not null,
  event_key uuid not null,
  constraint arrival_pkey primary key (force_id, occurred_at, event_key)
);

create table access.account_seen (
  force_id smallint not null,
  system_code text not null,
  account_id text not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  constraint account_seen_pkey primary key (force_id, system_code, account_id)
);
comment on table access.account_seen is 'Accounts that appear in events, so that unresolved ones can be listed';
