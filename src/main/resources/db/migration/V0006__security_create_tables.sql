create table security.app_user (
  id uuid constraint app_user_pkey primary key,
  username text not null constraint app_user_username_key unique,
  display_name text not null,
  password_hash text not null,
  roles text[] not null,
  staff_id text, -- null where the user is not on the force's HR feed
  enabled boolean not null,
  demonstration boolean not null,
  created_at timestamptz not null,
  version integer not null
);
comment on column security.app_user.display_name is 'Personal data of a user of this application';
comment on column security.app_user.staff_id is 'Who the user is in the HR feed: nobody decides about their own access';

create table security.api_token (
  id uuid constraint api_token_pkey primary key,
  name text not null constraint api_token_name_key unique,
  secret_hash bytea not null constraint api_token_hash_key unique,
  scopes text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz -- null until it is used
);

create table security.setup_link (
  secret_hash bytea constraint setup_link_pkey primary key,
  created_at timestamptz not null,
  used_at timestamptz -- null until it is used
);

create table security.installation (
  id integer constraint installation_pkey primary key constraint installation_one_check check (id = 1),
  pseudonym_secret bytea not null
);

-- Who asked to see whose name, and why.
create table security.reveal (
  id bigint generated always as identity constraint reveal_pkey primary key,
  user_id uuid not null,
  staff_id text not null,
  reason text not null,
  revealed_at timestamptz not null
);
create index reveal_user_idx on security.reveal (user_id, staff_id, revealed_at);
comment on column security.reveal.reason is 'What the user wrote; kept with the audit of this application';
revoke update, delete on security.reveal from ${application_role};
