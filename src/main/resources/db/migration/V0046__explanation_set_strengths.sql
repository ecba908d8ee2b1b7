-- How strong each template is, as a force sets it: proposed by one person with what it would change, approved by another. One
-- that was approved holds for what is judged with the knowledge of a moment from decided_at on, until the next one.
create table explanation.strength_policy (
  force_id smallint not null,
  version integer not null,
  strengths jsonb not null, -- template code to level code
  reason text not null,
  sampled integer not null,
  explained_before integer not null,
  explained_after integer not null,
  status text not null constraint strength_policy_status_check check (status in
    ('PROPOSED', 'APPROVED', 'REFUSED', 'WITHDRAWN')),
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  decision text,
  constraint strength_policy_pkey primary key (force_id, version),
  constraint strength_policy_decided_check check ((status = 'PROPOSED') = (decided_at is null)),
  constraint strength_policy_second_check check (status in ('PROPOSED', 'WITHDRAWN') or decided_by <> proposed_by)
);
create unique index strength_policy_one_proposal_idx on explanation.strength_policy (force_id) where status = 'PROPOSED';
comment on table explanation.strength_policy is 'Kept for ever: verdicts of its time rest on it';
comment on column explanation.strength_policy.sampled is 'Accesses of the sample that the proposal was tried on, of which so many are explained without and with it';
revoke delete, truncate on explanation.strength_policy from ${application_role};
