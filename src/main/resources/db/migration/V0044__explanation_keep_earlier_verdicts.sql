-- A settled verdict that late context changes is kept as it was: an explanation that came only afterwards is a fact of its own.
create table explanation.earlier_verdict (
  force_id smallint not null,
  event_key uuid not null,
  replaced_at timestamptz not null,
  staff_id text, -- null while the account belonged to nobody known
  explained boolean not null,
  strength real not null,
  template text, -- null where nothing was found
  evaluated_at timestamptz not null,
  constraint earlier_verdict_pkey primary key (force_id, event_key, replaced_at)
);
comment on table explanation.earlier_verdict is 'What a settled verdict said before it was judged again; kept as long as the event';
comment on column explanation.earlier_verdict.staff_id is 'Personal data: who acted, as far as known then';
comment on column explanation.earlier_verdict.replaced_at is 'The moment whose knowledge the next verdict rests on';
revoke update on explanation.earlier_verdict from ${application_role};
