-- Beside the sample, everybody who opens records is drawn at least once in a span of days: not counted in the estimate.
alter table review.sample_access
  add column drawn_for text not null default 'LOT' constraint sample_access_drawn_for_check check (drawn_for in ('LOT', 'COVERAGE'));
comment on column review.sample_access.drawn_for is 'COVERAGE: so that nobody is left out for too long; says nothing about all accesses';
alter table review.sample_day add column cover_days integer not null default 0;
comment on column review.sample_day.cover_days is 'The span in which everybody is drawn at least once, as committed to; 0 for none';
