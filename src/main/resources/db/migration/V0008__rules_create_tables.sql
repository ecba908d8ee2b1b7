create table rules.rule (
  code text not null,
  version integer not null,
  name text not null,
  sentence text not null,
  expression text not null,
  family text not null constraint rule_family_check check (family in
    ('UNEXPLAINED', 'RELATIONSHIP', 'SENSITIVITY', 'PERSISTENCE', 'RARITY', 'DUTY', 'REFERENCE', 'VOLUME', 'DISCLOSURE')),
  weight integer not null constraint rule_weight_check check (weight between 0 and 100),
  tier integer not null constraint rule_tier_check check (tier between 1 and 3),
  lane text not null constraint rule_lane_check check (lane in ('IMMEDIATE', 'SETTLED')),
  story text not null constraint rule_story_check check (story in ('SUBJECT', 'DAY')),
  source text not null,
  status text not null constraint rule_status_check check (status in ('LIVE', 'RETIRED')),
  created_at timestamptz not null,
  constraint rule_pkey primary key (code, version)
);
create unique index rule_live_key on rules.rule (code) where status = 'LIVE';
comment on table rules.rule is 'What an administrator writes: an expression over the vocabulary of facts, with its weight';

-- Every match. Whether it becomes a flag is decided in review.
create table rules.finding (
  force_id smallint not null,
  staff_id text not null,
  story text not null,
  event_key uuid not null,
  occurred_at timestamptz not null,
  rule_code text not null,
  rule_version integer not null,
  family text not null,
  points integer not null,
  raised_at timestamptz not null,
  facts jsonb not null,
  withdrawn_at timestamptz, -- null while it stands
  constraint finding_pkey primary key (force_id, staff_id, story, event_key, rule_code),
  constraint finding_rule_fkey foreign key (rule_code, rule_version) references rules.rule (code, version)
);
create index finding_event_idx on rules.finding (force_id, event_key);
comment on column rules.finding.story is 'What the accesses have in common: RECORD/type/id, or DAY/yyyy-mm-dd';
comment on column rules.finding.facts is 'Personal data: the facts that convinced the rule, as they stood at the access';

-- How many different records a person opened in a day (London): written for each batch, equal to the raw count.
create table rules.staff_day (
  force_id smallint not null,
  day date not null,
  staff_id text not null,
  role text not null,
  records integer not null,
  constraint staff_day_pkey primary key (force_id, day, staff_id)
);

-- What is usual for a role: the distinct records a person opens in a day, over the 28 days before.
create table rules.role_volume (
  force_id smallint not null,
  day date not null,
  role text not null,
  median double precision not null,
  deviation double precision not null,
  staff_days bigint not null,
  constraint role_volume_pkey primary key (force_id, day, role)
);
