create table review.flag (
  flag_id uuid constraint flag_pkey primary key,
  force_id smallint not null,
  staff_id text not null,
  story text not null,
  -- Null where the story is not about one record.
  record_type text,
  record_id text,
  score integer not null constraint flag_score_check check (score between 0 and 100),
  top_rule text not null,
  raised_at timestamptz not null,
  first_event_at timestamptz not null,
  last_event_at timestamptz not null,
  events integer not null,
  status text not null constraint flag_status_check check (status in ('OPEN', 'EXPLAINED')),
  reopened integer not null default 0,
  updated_at timestamptz not null,
  version integer not null default 0,
  constraint flag_story_key unique (force_id, staff_id, story)
);
create index flag_queue_idx on review.flag (force_id, status, score desc, flag_id);
create index flag_raised_idx on review.flag (force_id, staff_id, raised_at);
create index flag_record_idx on review.flag (force_id, record_id, record_type);
comment on table review.flag is 'One story about one member of staff that a person should look at; never an accusation';
comment on column review.flag.top_rule is 'The rule that contributes most: its sentence heads the flag';

-- A dossier: all flags of one member of staff raised in one ISO week (London). Reviewers decide about a person's week,
-- because serial conduct hides when every access is judged alone. The strongest flag counts in full, the next four
-- with the root of what they leave open.
create view review.dossier as
select force_id, staff_id, week,
  round((100 * (1 - exp(sum(ln(1 - least(score, 99) / 100.0) * case when place = 1 then 1 else 0.5 end)
    filter (where place <= 5))))::numeric, 1) as score,
  count(*) as flags, max(raised_at) as last_raised_at
from (
  select force_id, staff_id, date_trunc('week', raised_at at time zone 'Europe/London')::date as week, score, raised_at,
    row_number() over (
      partition by force_id, staff_id, date_trunc('week', raised_at at time zone 'Europe/London')
      order by score desc, flag_id) as place
  from review.flag) f
group by force_id, staff_id, week;

create view review.flag_with_dossier as
select f.*, d.score as dossier_score, d.week
from review.flag f
join review.dossier d on d.force_id = f.force_id and d.staff_id = f.staff_id
  and d.week = date_trunc('week', f.raised_at at time zone 'Europe/London')::date;

-- What each rule contributes: of a family only the strongest match counts, so that the parts add up to the score.
create view review.flag_contribution as
select flag_id, rule_code, rule_version, family, matches, first_raised_at,
  case when place = 1 then points else 0 end as contribution, points
from (
  select fl.flag_id, n.rule_code, max(n.rule_version) as rule_version, n.family, count(*) as matches,
    min(n.raised_at) as first_raised_at, max(n.points) as points,
    row_number() over (partition by fl.flag_id, n.family order by max(n.points) desc, n.rule_code) as place
  from review.flag fl
  join rules.finding n on n.force_id = fl.force_id and n.staff_id = fl.staff_id and n.story = fl.story
    and n.withdrawn_at is null
  group by fl.flag_id, n.rule_code, n.family) c;

create view review.flag_event as
select distinct fl.flag_id, fl.force_id, n.event_key, n.occurred_at
from review.flag fl
join rules.finding n on n.force_id = fl.force_id and n.staff_id = fl.staff_id and n.story = fl.story
  and n.withdrawn_at is null;

create view review.report_dossier_event as
select f.force_id, f.staff_id, f.week, f.dossier_score, e.event_key
from review.flag_with_dossier f join review.flag_event e on e.flag_id = f.flag_id;

create view explanation.report_verdict as
select v.force_id, v.event_key, v.occurred_at, e.system_code, e.event_id, v.staff_id, v.record_type, v.record_id,
  v.explained, v.settled
from explanation.verdict v
join access.access_event e on e.force_id = v.force_id and e.event_key = v.event_key and e.occurred_at = v.occurred_at;

create view people.report_headcount as
select force_id, count(*) as staff from people.staff group by force_id;
