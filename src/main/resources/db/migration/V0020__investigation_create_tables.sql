-- Matters opened from flags: steps and outcomes are added, never changed.
create schema investigation;
grant usage on schema investigation to ${application_role};
alter default privileges in schema investigation grant select, insert, update, delete on tables to ${application_role};

create table investigation.investigation (
  investigation_id uuid constraint investigation_pkey primary key,
  force_id smallint not null,
  reference text not null constraint investigation_reference_key unique,
  staff_id text not null,
  person_kind text not null constraint investigation_person_check check (person_kind in ('OFFICER', 'SPECIAL', 'STAFF')),
  allegation text not null,
  status text not null constraint investigation_status_check check (status in ('OPEN', 'CONCLUDED')),
  investigator text, -- null until one is assigned
  opened_by text not null,
  opened_at timestamptz not null,
  entries integer not null,
  version integer not null
);
create index investigation_staff_idx on investigation.investigation (force_id, staff_id);
comment on table investigation.investigation is
  'Officers and special constables under the Police (Conduct) Regulations 2020, police staff under the local procedure';
comment on column investigation.investigation.person_kind is 'As HR gave it when the investigation was opened';
comment on column investigation.investigation.entries is 'How many steps and outcomes were recorded: so that each makes a new version';
comment on column investigation.investigation.allegation is 'Personal data: what is said of somebody';
revoke delete, truncate on investigation.investigation from ${application_role};

create table investigation.investigation_flag (
  investigation_id uuid not null,
  flag_id uuid not null,
  added_by text not null,
  added_at timestamptz not null,
  constraint investigation_flag_pkey primary key (investigation_id, flag_id),
  constraint investigation_flag_investigation_fkey foreign key (investigation_id)
    references investigation.investigation (investigation_id)
);
create index investigation_flag_flag_idx on investigation.investigation_flag (flag_id);
revoke update, delete, truncate on investigation.investigation_flag from ${application_role};

create table investigation.step (
  step_id uuid constraint step_pkey primary key,
  investigation_id uuid not null,
  kind text not null,
  assessment text, -- null where the kind has none
  happened_on date not null,
  due_at timestamptz, -- null where no clock runs
  note text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  constraint step_investigation_fkey foreign key (investigation_id) references investigation.investigation (investigation_id)
);
create index step_investigation_idx on investigation.step (investigation_id, recorded_at);
comment on table investigation.step is 'A later step of a kind supersedes the earlier one; none is edited';
revoke update, delete, truncate on investigation.step from ${application_role};

create table investigation.outcome (
  outcome_id uuid constraint outcome_pkey primary key,
  investigation_id uuid not null,
  finding text not null,
  category text not null constraint outcome_category_check check (category in ('ACCESSED', 'DISCLOSED', 'BOTH')),
  standards text[] not null,
  corruption_category text, -- null where it is none of the twelve
  source text not null,
  proceedings text not null,
  sanctions text[] not null,
  decided_on date not null,
  featured_in_dismissal boolean not null,
  victim_told boolean not null,
  safeguarding_referral boolean not null,
  breach_reported boolean not null,
  operation_compromised boolean not null,
  reason text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  constraint outcome_investigation_fkey foreign key (investigation_id)
    references investigation.investigation (investigation_id)
);
create index outcome_investigation_idx on investigation.outcome (investigation_id, recorded_at);
comment on table investigation.outcome is 'The latest counts; none is edited';
revoke update, delete, truncate on investigation.outcome from ${application_role};

-- The outcome that counts of each investigation, for statistics. Matters still covert are left out.
create view investigation.report_outcome as
select distinct on (i.investigation_id) i.force_id, i.investigation_id, i.staff_id, i.person_kind, o.finding, o.category,
  o.sanctions, o.decided_on, o.featured_in_dismissal
from investigation.investigation i
join investigation.outcome o on o.investigation_id = i.investigation_id
where not exists (
  select from review.compartment c where c.force_id = i.force_id and c.staff_id = i.staff_id and c.ended_at is null)
order by i.investigation_id, o.recorded_at desc;

create view investigation.report_investigation as
select i.force_id, i.investigation_id, i.opened_at, i.status from investigation.investigation i
where not exists (
  select from review.compartment c where c.force_id = i.force_id and c.staff_id = i.staff_id and c.ended_at is null);

create view review.report_flag as
select f.force_id, f.flag_id, f.raised_at, f.status,
  exists (select from review.decision d where d.flag_id = f.flag_id and d.finding not in ('REOPENED', 'ASKED')) as looked_at
from review.flag f
where not exists (
  select from review.compartment c where c.force_id = f.force_id and c.staff_id = f.staff_id and c.ended_at is null);

create view explanation.report_settled as
select force_id, occurred_at from explanation.verdict where settled;

create view explanation.report_unexplained as
select force_id, occurred_at from explanation.unexplained;

create index unexplained_time_idx on explanation.unexplained (force_id, occurred_at);
