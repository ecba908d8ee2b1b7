-- Today's list counts and orders all dossiers with an open flag: read from the index alone.
create index flag_open_idx on review.flag (force_id, staff_id, week) include (score, dossier_score, raised_at) where status = 'OPEN';
