-- By time only whole periods are asked for, which lie together. As a tree the planner walked it for one person's looks as long as it
-- had no statistics: all unexplained looks of four weeks instead of a person's few.
drop index explanation.unexplained_time_idx;
create index unexplained_time_brin on explanation.unexplained using brin (occurred_at) with (pages_per_range = 16);
