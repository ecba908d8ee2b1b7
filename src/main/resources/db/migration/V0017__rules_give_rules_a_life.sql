-- The life of a rule: drafted, tried, submitted, approved by a second person, live, retired.
alter table rules.rule drop constraint rule_status_check;
alter table rules.rule add constraint rule_status_check
  check (status in ('DRAFT', 'SUBMITTED', 'LIVE', 'RETIRED', 'REJECTED'));
alter table rules.rule add written_by text not null default 'Proper Course';
alter table rules.rule add writers text[] not null default '{}';
alter table rules.rule add change_note text not null default '';
alter table rules.rule add edits integer not null default 0;
alter table rules.rule add submitted_at timestamptz; -- null until then
alter table rules.rule add decided_by text; -- null until approved or rejected
alter table rules.rule add decided_at timestamptz; -- null until then
alter table rules.rule add decision text; -- null until then
alter table rules.rule add retired_at timestamptz; -- null while it may be live
alter table rules.rule add retired_because text; -- null while it may be live
create unique index rule_open_key on rules.rule (code) where status in ('DRAFT', 'SUBMITTED');
comment on column rules.rule.written_by is 'The user name of whoever last changed the draft';
comment on column rules.rule.writers is 'The user names of all who changed the draft: none of them decides about it';
comment on column rules.rule.edits is 'Counts the changes of the draft, so that a stale form is noticed';

-- What a version would have done: the report that its approval rests on.
create table rules.back_test (
  back_test_id uuid constraint back_test_pkey primary key,
  rule_code text not null,
  rule_version integer not null,
  edits integer not null,
  made_by text not null,
  made_at timestamptz not null,
  report jsonb not null,
  constraint back_test_rule_fkey foreign key (rule_code, rule_version) references rules.rule (code, version)
);
create index back_test_rule_idx on rules.back_test (rule_code, rule_version, made_at desc);
comment on column rules.back_test.edits is 'Which text of the draft was tried';
