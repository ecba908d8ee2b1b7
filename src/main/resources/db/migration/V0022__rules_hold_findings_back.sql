-- A rule may flag only so much a day, and may be told to leave something out for a while. What it finds beyond that is kept,
-- and does not count.
alter table rules.rule add daily_budget integer
  constraint rule_daily_budget_check check (daily_budget > 0); -- null where there is no limit
comment on column rules.rule.daily_budget is
  'The stories a day (London) that the rule may find something in; past it the rule is muted until midnight';

alter table rules.finding add held_by text; -- null unless it never counted
comment on column rules.finding.held_by is
  'BUDGET, or the exception that holds the finding back; such a finding is withdrawn from the start';
create index finding_held_idx on rules.finding (force_id, rule_code, raised_at) where held_by is not null;

-- Accesses of a period that a rule does not ask about, because somebody answers for them.
create table rules.rule_exception (
  exception_id uuid constraint rule_exception_pkey primary key,
  rule_code text not null,
  name text not null,
  expression text not null,
  owner text not null,
  reason text not null,
  first_day date not null,
  last_day date not null,
  status text not null constraint rule_exception_status_check
    check (status in ('PROPOSED', 'IN_FORCE', 'REJECTED', 'ENDED')),
  impact jsonb not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  -- Null until a second person has decided.
  decided_by text,
  decided_at timestamptz,
  decision text,
  -- Null unless it was ended before its last day.
  ended_by text,
  ended_at timestamptz,
  ended_because text,
  constraint rule_exception_days_check check (last_day between first_day and first_day + 366)
);
create index rule_exception_rule_idx on rules.rule_exception (rule_code, last_day);
comment on column rules.rule_exception.impact is 'What it would have held back in the four weeks before it was proposed';
