-- A rule is asked at once, a day after the access, when it settles, a week after or four weeks after.
alter table rules.rule drop constraint rule_lane_check;
alter table rules.rule add constraint rule_lane_check
  check (lane in ('IMMEDIATE', 'NEXT_DAY', 'SETTLED', 'WEEK', 'FOUR_WEEKS'));
