-- A case that nobody told us about explains nothing. A link that says so by its time spares looking the case up.
alter table casework.case_link alter column open_until set default '-infinity';
update casework.case_link l set open_until = '-infinity'
where not exists (select from casework.case_file c where c.force_id = l.force_id and c.case_ref = l.case_ref);
comment on column casework.case_link.open_until is 'When its case closed, infinity while it is open, -infinity while it is not known; follows casework.case_file.closed_at';
