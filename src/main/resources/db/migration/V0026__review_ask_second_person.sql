-- Closing what touches somebody at risk needs two people, and of what is closed in bulk some is looked at again.
alter table review.flag drop constraint flag_status_check;
alter table review.flag add constraint flag_status_check
  check (status in ('OPEN', 'ASKED', 'TO_CONFIRM', 'EXPLAINED', 'DECIDED'));
alter table review.decision drop constraint decision_finding_check;
alter table review.decision add constraint decision_finding_check check (finding in
  ('NO_ISSUE', 'ADVICE', 'INVESTIGATE', 'CANNOT_TELL', 'REOPENED', 'ASKED', 'CONFIRMED'));

-- Clocks are set back now and then; what was decided last must not depend on them.
alter table review.decision add ordinal bigint generated always as identity;
create index decision_order_idx on review.decision (flag_id, ordinal);

create table review.second_opinion (
  decision_id uuid constraint second_opinion_pkey primary key,
  force_id smallint not null,
  why text not null constraint second_opinion_why_check check (why in ('HIGH_HARM', 'BULK_SAMPLE')),
  constraint second_opinion_decision_fkey foreign key (decision_id) references review.decision (decision_id)
);
comment on table review.second_opinion is
  'Decisions that somebody else has to look at; one is given by the next decision about the flag, CONFIRMED or REOPENED';
revoke update, delete, truncate on review.second_opinion from ${application_role};

-- Agreement is a decision of its own; the finding that it confirms is the one before it.
create or replace view rules.past_outcome as
select f.force_id, f.staff_id, f.story, f.first_event_at, f.last_event_at,
  case
    when exists (
      select from investigation.investigation_flag i join investigation.report_outcome o
        on o.investigation_id = i.investigation_id
      where i.flag_id = f.flag_id and o.finding in ('MISCONDUCT', 'GROSS_MISCONDUCT', 'CRIMINAL')) then 'PROVEN'
    when f.status = 'DECIDED' and d.finding = 'NO_ISSUE' then 'CLEARED'
    when exists (
      select from investigation.investigation_flag i join investigation.report_outcome o
        on o.investigation_id = i.investigation_id
      where i.flag_id = f.flag_id and o.finding = 'NO_CASE') then 'CLEARED'
  end as outcome
from review.flag f
left join lateral (
  select finding from review.decision where flag_id = f.flag_id and finding <> 'CONFIRMED'
  order by ordinal desc limit 1) d on true
where not exists (
  select from review.compartment c where c.force_id = f.force_id and c.staff_id = f.staff_id and c.ended_at is null);
