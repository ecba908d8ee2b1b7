-- A dossier's score was computed from all flags for every page that shows one. Now each flag carries the week it was raised in and
-- the score of its dossier, written whenever a flag of the person changes.
drop view review.report_dossier_event;
drop view review.flag_with_dossier;
alter table review.flag add week date, add dossier_score numeric;
update review.flag f set week = d.week, dossier_score = d.score
from review.dossier d
where d.force_id = f.force_id and d.staff_id = f.staff_id
  and d.week = date_trunc('week', f.raised_at at time zone 'Europe/London')::date;
alter table review.flag alter week set not null, alter dossier_score set not null;
comment on column review.flag.week is 'The Monday (London) of the week in which it was raised: with the person, its dossier';
comment on column review.flag.dossier_score is 'From 0 to 100: the strongest flag of the dossier in full, the next four with the root of what they leave open';
drop view review.dossier;
drop index review.flag_queue_idx;
create index flag_queue_idx on review.flag (force_id, status, score desc, dossier_score desc, flag_id);
create index flag_dossier_idx on review.flag (force_id, staff_id, week);

create view review.report_dossier_event as
select f.force_id, f.staff_id, f.week, f.dossier_score, e.event_key
from review.flag f join review.flag_event e on e.flag_id = f.flag_id;
