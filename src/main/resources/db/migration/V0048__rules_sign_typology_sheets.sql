-- One sheet for each kind of misuse, as Professional Standards signs it; until one is signed the shipped one holds. What a sheet
-- says weighs what is raised from the London day after its signature on, until the next one.
create table rules.typology_sheet (
  force_id smallint not null,
  typology text not null,
  version integer not null,
  share double precision not null constraint typology_sheet_share_check check (share > 0 and share <= 1),
  signs jsonb not null, -- rule code to the share of stories of the kind that show it
  reason text not null,
  effect jsonb not null, -- on the stories of four weeks, counted when it was proposed
  status text not null constraint typology_sheet_status_check check (status in
    ('PROPOSED', 'SIGNED', 'REFUSED', 'WITHDRAWN')),
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision text,
  constraint typology_sheet_pkey primary key (force_id, typology, version),
  constraint typology_sheet_decided_check check ((status = 'PROPOSED') = (decided_at is null)),
  constraint typology_sheet_second_check check (status in ('PROPOSED', 'WITHDRAWN') or decided_by <> proposed_by)
);
create unique index typology_sheet_one_proposal_idx on rules.typology_sheet (force_id, typology) where status = 'PROPOSED';
comment on table rules.typology_sheet is 'Kept for ever: points of its time rest on it';
revoke delete, truncate on rules.typology_sheet from ${application_role};

alter table rules.rule_weight add ratio double precision; -- null for days weighed before there were sheets
comment on column rules.rule_weight.ratio is
  'How much commoner the sign was in misuse, by signed sheets and proven matters, than where the weight was set';

alter table investigation.outcome add typology text; -- null where nothing was upheld, or it is of no kind
comment on column investigation.outcome.typology is 'The kind of misuse, for the sheet of that kind';

-- What sheets learn from: every outcome of a matter and the stories it was about. Covert matters are left out.
create view rules.matter_outcome as
select i.force_id, i.investigation_id, o.typology, o.finding in ('MISCONDUCT', 'GROSS_MISCONDUCT', 'CRIMINAL') as proven,
  o.recorded_at
from investigation.outcome o
join investigation.investigation i on i.investigation_id = o.investigation_id
where not exists (
  select from review.compartment c where c.force_id = i.force_id and c.staff_id = i.staff_id and c.ended_at is null);

create view rules.matter_story as
select i.investigation_id, f.staff_id, f.story
from investigation.investigation_flag i join review.flag f on f.flag_id = i.flag_id;
