-- The first page of Professional Standards asks when a few feeds last came.
create index batch_kind_idx on intake.batch (force_id, kind, started_at desc);
