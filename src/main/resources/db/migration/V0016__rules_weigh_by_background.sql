-- Weights follow how common a sign is in the force's own log, and rules may ask about patterns over weeks.
alter table rules.rule drop constraint rule_story_check;
alter table rules.rule add constraint rule_story_check check (story in ('SUBJECT', 'DAY', 'PATTERN'));
alter table rules.rule drop constraint rule_family_check;
alter table rules.rule add constraint rule_family_check check (family in
  ('UNEXPLAINED', 'RELATIONSHIP', 'SENSITIVITY', 'PERSISTENCE', 'RARITY', 'DUTY', 'REFERENCE', 'VOLUME', 'DISCLOSURE',
   'SESSION', 'PATTERN'));
alter table rules.rule add usual_share double precision
  constraint rule_usual_share_check check (usual_share > 0 and usual_share < 1); -- null where the weight is fixed
comment on column rules.rule.usual_share is
  'The share of unexplained stories that show the sign in a force for which the weight was set';
comment on column rules.finding.story is
  'What the accesses have in common: RECORD/type/id, DAY/yyyy-mm-dd, or PATTERN/rule';
create index finding_raised_idx on rules.finding (force_id, raised_at);

-- What a rule's sign is worth on a day (London), from the four weeks before it.
create table rules.rule_weight (
  force_id smallint not null,
  day date not null,
  rule_code text not null,
  stories bigint not null,
  matches bigint not null,
  points integer not null,
  constraint rule_weight_pkey primary key (force_id, day, rule_code)
);
comment on column rules.rule_weight.stories is 'Unexplained stories raised in those weeks';
comment on column rules.rule_weight.matches is 'Those of them that the rule found something in';

-- Which units use a terminal: written once for each access that arrives.
create table rules.terminal_day (
  force_id smallint not null,
  terminal_id text not null,
  day date not null,
  unit_id text not null,
  uses integer not null,
  constraint terminal_day_pkey primary key (force_id, terminal_id, day, unit_id)
);

-- The share of the records opened in four weeks that stayed unexplained, by role, as known on a day.
create index staff_day_staff_idx on rules.staff_day (force_id, staff_id, day);
create table rules.role_unexplained (
  force_id smallint not null,
  day date not null,
  role text not null,
  share double precision not null,
  staff bigint not null,
  constraint role_unexplained_pkey primary key (force_id, day, role)
);

-- Settled and unexplained: what the facts about history are counted from.
create table explanation.unexplained (
  force_id smallint not null,
  event_key uuid not null,
  occurred_at timestamptz not null,
  staff_id text not null,
  -- Null where the source named no record.
  record_type text,
  record_id text,
  constraint unexplained_pkey primary key (force_id, event_key)
);
create index unexplained_staff_idx on explanation.unexplained (force_id, staff_id, occurred_at);
create index unexplained_record_idx on explanation.unexplained (force_id, record_id, record_type, staff_id, occurred_at);
comment on table explanation.unexplained is 'Recomputable from explanation.verdict';
insert into explanation.unexplained (force_id, event_key, occurred_at, staff_id, record_type, record_id)
select force_id, event_key, occurred_at, staff_id, record_type, record_id from explanation.verdict
where settled and not explained and staff_id is not null;

-- Rules whose sign is commoner in one force than in another.
create temporary table changed (code, weight, usual_share, expression) on commit drop as
  values
  ('COLD_RECORD', 12, 0.42::double precision,
   '!explanation.explained && record.type in ["PERSON", "LOCATION", "PHONE", "VEHICLE"] && !subject.live_case'),
  ('HIGH_PROFILE', 60, 0.002, null),
  ('VULNERABLE_SUBJECT', 10, 0.06, null),
  ('COLLEAGUE', 35, 0.0015, null),
  ('OFF_DUTY', 45, 0.006,
   '!explanation.explained && record.named && person.off_duty_hours > 2.0 && volume.unexplained_today < 10 && session.explained_before == 0'),
  ('UNEXPLAINED_VOLUME', 50, 0.0004, null),
  ('TAKEN_OUT', 10, 0.02, null),
  ('REFERENCE_MISSING', 8, 0.005, null),
  ('REFERENCE_UNRELATED', 12, 0.2, null),
  ('REFERENCE_BORROWED', 30, 0.002,
   '!explanation.explained && reference.unrelated && pattern.unrelated_reference_days >= 2'),
  ('REPEAT', 20, 0.014, null),
  ('PERSISTENT', 35, 0.007, null),
  ('FIXATION', 45, 0.002, null);
update rules.rule r set status = 'RETIRED' from changed c where r.code = c.code;
insert into rules.rule (code, version, name, sentence, expression, family, weight, tier, lane, story, source, status,
  created_at, usual_share)
select r.code, 2, r.name, r.sentence, coalesce(c.expression, r.expression), r.family, c.weight, r.tier,
  r.lane, r.story, r.source, 'LIVE', '2026-11-22Z', c.usual_share
from rules.rule r join changed c on c.code = r.code;

-- Signs that show only across records, days or people.
insert into rules.rule (code, version, name, sentence, expression, family, weight, tier, lane, story, source, status,
  created_at, usual_share)
values
('TIE_AFTERWARDS', 1, 'Tie recorded afterwards', 'looked first, and recorded the tie to a case, or was put on it, afterwards',
 '!explanation.explained && explanation.template in ["SELF_RECORDED", "ASSIGNED_LATER"]', 'REFERENCE', 35, 2, 'SETTLED',
 'SUBJECT', 'Detection notes 2.3: a case or link made by the accessor after the look', 'LIVE', '2026-11-22Z', 0.0015),
('TRACKING', 1, 'Tracking', 'came back to the same record on eight or more days, unexplained',
 '!explanation.explained && history.unexplained_days >= 8', 'PERSISTENCE', 60, 2, 'SETTLED', 'SUBJECT',
 'Milwaukee: one number plate 179 times', 'LIVE', '2026-11-22Z', null),
('FORMER_UNIT', 1, 'Case of a former unit', 'looked at someone from a case of the unit they have left',
 '!explanation.explained && relation.former_unit_case', 'RELATIONSHIP', 20, 1, 'SETTLED', 'SUBJECT',
 'Avon and Somerset 2022: looked at cases of a former posting', 'LIVE', '2026-11-22Z', 0.002),
('FORMER_UNIT_CASES', 1, 'Cases of a former unit', 'kept looking at people from cases of the unit they have left',
 '!explanation.explained && relation.former_unit_case && pattern.former_unit_records >= 3',
 'RELATIONSHIP', 60, 2, 'SETTLED', 'PATTERN',
 'Detection notes 4.3: access to the old unit''s subjects after a posting has ended', 'LIVE', '2026-11-22Z', null),
('OWN_CASE', 1, 'Own case', 'looked into a case in which they are themselves a party',
 '!explanation.explained && relation.own_case && !relation.self', 'RELATIONSHIP', 60, 2, 'SETTLED', 'SUBJECT',
 'Northumbria 2011: viewed own complaint about a neighbour', 'LIVE', '2026-11-22Z', null),
('FOREIGN_TERMINAL', 1, 'Terminal of another unit', 'looked from a terminal that only another unit uses',
 '!explanation.explained && record.named && session.foreign_terminal', 'SESSION', 40, 2, 'SETTLED', 'SUBJECT',
 'Domain catalogue T17: one account used by another', 'LIVE', '2026-11-22Z', 0.002),
('CROWD', 1, 'Crowd on one record', 'looked at a record that several others had looked at unexplained that week',
 '!explanation.explained && subject.unexplained_viewers >= 4', 'SENSITIVITY', 40, 1, 'SETTLED', 'SUBJECT',
 'Nottinghamshire 2023: 11 of 179 viewers of one suspect had no legitimate reason', 'LIVE', '2026-11-22Z', 0.002),
('LINKED_PEOPLE', 1, 'People of one group', 'looked at three or more people who are associates of one another',
 '!explanation.explained && pattern.linked_people >= 3', 'PATTERN', 60, 3, 'SETTLED', 'PATTERN',
 'Domain catalogue R11: members of one crime group looked up without a task', 'LIVE', '2026-11-22Z', null),
('MANY_STRANGERS', 1, 'Many over weeks', 'opened far more unexplained records in four weeks than their peers',
 '!explanation.explained && volume.unexplained_month >= 6 && volume.unexplained_peer_deviation > 4.0',
 'PATTERN', 50, 2, 'SETTLED', 'PATTERN',
 'Kent: addresses and keepers looked up for a business on the side', 'LIVE', '2026-11-22Z', 0.005),
('VICTIMS_REVISITED', 1, 'Several vulnerable people revisited', 'came back to two or more vulnerable people',
 '!explanation.explained && record.vulnerable && pattern.vulnerable_revisited >= 2', 'PATTERN', 60, 3, 'SETTLED',
 'PATTERN', 'IOPC 2014 to 2017: 320 referrals of abuse for sexual gain', 'LIVE', '2026-11-22Z', null);
