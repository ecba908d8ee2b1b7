-- What the returns to the Home Office and the College ask of an outcome.
create or replace view investigation.report_outcome as
select distinct on (i.investigation_id) i.force_id, i.investigation_id, i.staff_id, i.person_kind, o.finding, o.category,
  o.sanctions, o.decided_on, o.featured_in_dismissal, o.proceedings, o.standards,
  (i.opened_at at time zone 'Europe/London')::date as opened_on
from investigation.investigation i
join investigation.outcome o on o.investigation_id = i.investigation_id
where not exists (
  select from review.compartment c where c.force_id = i.force_id and c.staff_id = i.staff_id and c.ended_at is null)
order by i.investigation_id, o.recorded_at desc;
