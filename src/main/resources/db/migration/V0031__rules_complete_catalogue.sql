-- The rest of the domain catalogue's starter rules that the feeds can carry; docs/scoring.md says which cannot be, and why.
create index record_decoy_idx on casework.record (force_id, record_id) where markers @> '{DECOY}';

-- Who was found to have misused data, and since when that is known. Covert matters are left out.
create view rules.proven_person as
select force_id, staff_id, decided_on as proven_on from investigation.report_outcome
where finding in ('MISCONDUCT', 'GROSS_MISCONDUCT', 'CRIMINAL');

insert into rules.rule (code, version, name, sentence, expression, family, weight, tier, lane, story, source, status,
  created_at, usual_share)
values
('DECOY', 1, 'Decoy', 'opened a record that belongs to nobody and that no work leads to',
 'record.decoy', 'SENSITIVITY', 60, 3, 'IMMEDIATE', 'SUBJECT',
 'Domain catalogue R24: a record made to be found by whoever looks without a task', 'LIVE', '2026-11-23Z', null),
('UNTRAINED', 1, 'Without valid training', 'used a system without a valid course for it',
 '!explanation.explained && record.named && !person.trained', 'DUTY', 10, 1, 'SETTLED', 'SUBJECT',
 'Domain catalogue R18: access goes on when training has expired', 'LIVE', '2026-11-23Z', 0.008),
('VAGUE_REASON', 1, 'Vague reason', 'gave a reason that says nothing',
 '!explanation.explained && event.reason_vague', 'REFERENCE', 10, 1, 'SETTLED', 'SUBJECT',
 'Domain catalogue T19: vague reasons in over half of the searches of 28 departments', 'LIVE', '2026-11-23Z', 0.08),
('PLATE_WATCHED', 1, 'Vehicle watched', 'came back to the same vehicle on three or more days, without any live case',
 '!explanation.explained && record.type == "VEHICLE" && history.unexplained_days >= 3 && !subject.live_case',
 'PERSISTENCE', 55, 2, 'SETTLED', 'SUBJECT',
 'Domain catalogue T24: 69 searches for the car of a former partner', 'LIVE', '2026-11-23Z', null),
('FRESH_CASES', 1, 'Fresh cases collected', 'kept opening records of cases that had just been opened',
 '!explanation.explained && pattern.fresh_cases >= 6', 'PATTERN', 50, 2, 'SETTLED', 'PATTERN',
 'Lancashire: victims of traffic accidents, soon after them, for sale', 'LIVE', '2026-11-23Z', null),
('AFTER_OUTCOME', 1, 'After a finding of misuse', 'looked without an explanation after a finding of misuse',
 '!explanation.explained && record.named && person.proven_before', 'DUTY', 20, 2, 'SETTLED', 'SUBJECT',
 'Domain catalogue R21. A draft: who lets it go live lets every reviewer know of earlier findings, which biases them',
 'DRAFT', '2026-11-23Z', null);
