-- A repeat is told from a contradiction by comparing the stored row itself: the hash cost 33 bytes an event and said no
-- more than that.
alter table access.access_event drop column content_hash;
comment on table access.account_seen is 'Accounts that appeared in events while no account feed gave them to anybody';
