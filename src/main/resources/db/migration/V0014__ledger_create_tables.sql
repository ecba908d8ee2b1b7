-- The ledger: an RFC 6962 Merkle tree over everything that must not change unseen. It knows opaque bytes and a kind.
create schema ledger;
grant usage on schema ledger to ${application_role};
alter default privileges in schema ledger grant select, insert on tables to ${application_role};
alter default privileges in schema ledger grant usage on sequences to ${application_role};

create sequence ledger.append_id_seq;
comment on sequence ledger.append_id_seq is 'Names appends before their place in the tree is known, so that writers need not wait';

create table ledger.append (
  force_id smallint not null,
  append_id bigint not null,
  kind text not null constraint append_kind_check check (kind ~ '^[A-Z_]{1,32}$'),
  first_leaf bigint not null,
  leaves integer not null constraint append_leaves_check check (leaves > 0),
  constraint append_pkey primary key (force_id, append_id),
  constraint append_first_leaf_key unique (force_id, first_leaf)
);
comment on table ledger.append is 'Leaves that came in one transaction: leaf = first_leaf + ordinal within the append';

-- Level 0 holds leaf hashes, level k the roots of complete subtrees of 256^k leaves: tile (k, n) of C2SP tlog-tiles is
-- hashes 256 n to 256 n + 255 of level k. Each append adds one run a level, so that nothing is ever updated.
create table ledger.hash_run (
  force_id smallint not null,
  level smallint not null,
  first_index bigint not null,
  hashes bytea not null,
  constraint hash_run_pkey primary key (force_id, level, first_index)
);
alter table ledger.hash_run alter column hashes set storage external;
comment on column ledger.hash_run.hashes is 'SHA-256 hashes of 32 bytes each; salted, so that a leaf reveals nothing about its content';

create table ledger.checkpoint (
  force_id smallint not null,
  tree_size bigint not null,
  root bytea not null,
  edge bytea not null,
  note text not null,
  made_at timestamptz not null,
  constraint checkpoint_pkey primary key (force_id, tree_size)
);
comment on column ledger.checkpoint.edge is 'Roots of the complete subtrees that the tree consists of, largest first: all that an append needs';
comment on column ledger.checkpoint.note is 'C2SP signed note';

create table ledger.entry (
  force_id smallint not null,
  append_id bigint not null,
  ordinal integer not null,
  kind text not null,
  nonce bytea not null,
  content bytea not null,
  constraint entry_pkey primary key (force_id, append_id, ordinal)
);
comment on table ledger.entry is 'Leaves whose content nobody else keeps: keys, erasures, decisions';
comment on column ledger.entry.content is 'UTF-8 JSON; names who acted, so personal data; kept as long as the ledger';

create table ledger.signing_key (
  force_id smallint not null,
  since_leaf bigint not null,
  verifier_key text not null,
  constraint signing_key_pkey primary key (force_id, since_leaf)
);
comment on table ledger.signing_key is 'The keys that signed checkpoints; each is announced by a leaf of kind KEY as well';

create table ledger.cosignature (
  force_id smallint not null,
  tree_size bigint not null,
  witness text not null,
  line text not null,
  received_at timestamptz not null,
  constraint cosignature_pkey primary key (force_id, tree_size, witness),
  constraint cosignature_checkpoint_fkey foreign key (force_id, tree_size) references ledger.checkpoint (force_id, tree_size)
);
