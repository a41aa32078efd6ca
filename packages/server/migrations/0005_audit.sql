-- The ledgers (D47): one row per act and side, append-only. Place and hash are given by the sealer, in batches.
create table audit_entries (
  organization_id text        not null references organizations on delete cascade,  -- whose ledger
  id              text        not null,                          -- aud_…
  at              timestamptz not null default now(),
  action          text        not null,                          -- noun.past-participle
  outcome         text        not null check (outcome in ('done', 'refused', 'requested')),
  channel         text        not null check (channel in ('session', 'token', 'agent', 'platform')),
  actor_id        text        not null,
  actor           jsonb       not null,                          -- {name, organization: {id, name}}
  credential      text,                                          -- id of the session or token
  customer_id     text,                                          -- whose data it concerns
  partner_id      text,
  target_type     text        not null,
  target_id       text        not null,                          -- of a refusal with 404: a digest of the id
  target_name     text        not null,                          -- empty where it is another organization's data (D72)
  changes         jsonb,
  code            text,                                          -- of a refusal
  count           integer,                                       -- of folded refusals
  request         text        not null,
  twin_id         text,                                          -- the same act in the other side's ledger
  digest          bytea       not null,                          -- SHA-256 over the canonical JSON of all the above
  primary key (organization_id, id)
);
create index audit_entries_newest on audit_entries (organization_id, at desc, id desc);
create index audit_entries_of_customer on audit_entries (organization_id, customer_id, at desc, id desc);
create index audit_entries_of_target on audit_entries (organization_id, target_id, at desc, id desc);

-- The place of an entry in its ledger: hash = SHA-256(previous hash, digest). The application may add and read, nothing else.
create table audit_seals (
  organization_id text        not null,
  sequence        bigint      not null check (sequence > 0),
  entry_id        text        not null,
  hash            bytea       not null,
  sealed_at       timestamptz not null default now(),
  primary key (organization_id, sequence),
  unique (organization_id, entry_id),
  foreign key (organization_id, entry_id) references audit_entries on delete cascade
);
-- Entries that wait for the sealer: ids only, so that it finds them over all ledgers.
create table platform.unsealed (
  organization_id text not null,
  entry_id        text not null,
  primary key (organization_id, entry_id)
);
-- Repeated refusals within a minute fold into one entry, closed by one further entry with their count.
create table refusal_folds (
  organization_id text        not null references organizations on delete cascade,  -- of whoever was refused
  key             text        not null,                          -- digest of actor, action, target, code and ledgers
  opened_at       timestamptz not null default now(),
  count           integer     not null default 1,
  entry           jsonb       not null,                          -- what the closing entry repeats
  primary key (organization_id, key)
);
-- Folds to be closed: ids only, so that they are found over all ledgers.
create table platform.open_folds (
  organization_id text        not null,
  key             text        not null,
  closes_at       timestamptz not null,
  primary key (organization_id, key)
);
create index open_folds_by_end on platform.open_folds (closes_at);

alter table audit_entries enable row level security, force row level security;
create policy see on audit_entries for select using (organization_id = any ((select reach())::text[]));
create policy add on audit_entries for insert with check (organization_id = any ((select reach())::text[]));
alter table audit_seals enable row level security, force row level security;
create policy see on audit_seals for select using (organization_id = any ((select reach())::text[]));
create policy add on audit_seals for insert with check (organization_id = any ((select reach())::text[]));
alter table refusal_folds enable row level security, force row level security;
create policy see on refusal_folds for select using (organization_id = any ((select reach())::text[]));
create policy add on refusal_folds for insert with check (organization_id = any ((select reach())::text[]));
create policy change on refusal_folds for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on refusal_folds for delete using (organization_id = any ((select reach())::text[]));

grant select, insert on audit_entries, audit_seals to keyholder_app;
grant select, insert, delete on platform.unsealed, platform.open_folds to keyholder_app;
grant select, insert, update, delete on refusal_folds to keyholder_app;
