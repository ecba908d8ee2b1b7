-- What became of stories that were flagged before: a rule that is tried is held against it. Covert matters are left out.
create view rules.past_outcome as
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
  select finding from review.decision where flag_id = f.flag_id order by decided_at desc limit 1) d on true
where not exists (
  select from review.compartment c where c.force_id = f.force_id and c.staff_id = f.staff_id and c.ended_at is null);
comment on view rules.past_outcome is 'PROVEN: misconduct or a crime was found; CLEARED: no issue or no case; null: nothing final is known';
