-- Stories in which what arrived was found, until the slice that holds them settles and flags are made of them: arrivals are
-- attributed some slices ahead, and flags are made in the order of slices. Survives the process that found them.
create table rules.touched_story (
  force_id smallint not null,
  slice_end timestamptz not null,
  staff_id text not null,
  story text not null,
  constraint touched_story_pkey primary key (force_id, slice_end, staff_id, story)
);
