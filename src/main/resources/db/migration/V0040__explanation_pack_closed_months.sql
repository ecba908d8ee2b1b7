-- A verdict is written twice, when its access arrives and when it settles, and its month keeps room for that (V0028). When nothing
-- of a month is due any more that room is given back.
create table explanation.packed_month (
  month date not null,
  packed_at timestamptz not null,
  constraint packed_month_pkey primary key (month)
);
comment on table explanation.packed_month is 'Months whose verdicts have been rewritten without room for updates';

-- What the application may not do itself, being no owner: no more room is kept when the month is rewritten.
create function explanation.keep_no_room(month date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('alter table explanation.%I set (fillfactor = 100)', 'verdict_' || to_char(month, 'YYYY_MM'));
end $$;
revoke execute on function explanation.keep_no_room from public;
grant execute on function explanation.keep_no_room to ${application_role};
