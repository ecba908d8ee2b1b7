-- Files that somebody adds to an answer. Until it is sent they are a draft's, and can be taken out again.
create table review.attachment (
  attachment_id uuid constraint attachment_pkey primary key,
  request_id uuid not null,
  name text not null,
  media_type text not null constraint attachment_media_check check (media_type in
    ('application/pdf', 'image/png', 'image/jpeg')),
  content bytea not null constraint attachment_size_check check (length(content) between 1 and 5242880),
  sha256 bytea not null,
  added_by text not null,
  added_at timestamptz not null,
  sent_at timestamptz, -- null while the answer is a draft
  constraint attachment_request_fkey foreign key (request_id) references review.justification_request (request_id)
);
alter table review.attachment alter column content set storage external;
create index attachment_request_idx on review.attachment (request_id, added_at);
comment on column review.attachment.name is 'Personal data: as the file was called';
comment on column review.attachment.content is 'Personal data: kept as long as the reply';
comment on column review.attachment.sha256 is 'Sealed in the ledger with the reply';
revoke truncate on review.attachment from ${application_role};

-- What was sent stays as it is, whatever the application does.
create function review.keep_sent_attachment() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception 'an attachment that was sent cannot be changed or taken out' using errcode = 'insufficient_privilege';
end $$;
create trigger attachment_sent before update or delete on review.attachment
  for each row when (old.sent_at is not null) execute function review.keep_sent_attachment();
