-- Verdicts are made and settle in the order of time: with time first in the key, a slice touches one end of the index instead
-- of a page of it for every access, however many are in store.
alter table explanation.verdict drop constraint verdict_pkey;
alter table explanation.verdict add constraint verdict_pkey primary key (force_id, occurred_at, event_key);
