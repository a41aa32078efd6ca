-- Decision clients of an organization: programs that ask the decision API about what concerns it, and may do nothing else (A20, A88).
create table decision_clients (
  organization_id text        not null references organizations on delete cascade,
  id              text        not null,                          -- dec_…, the public part of the credential
  name            text        not null check (length(name) between 1 and 200),
  digest          bytea       not null,                          -- SHA-256 over kind and secret
  created_by      text        not null,                          -- usr_… of the organization
  created_at      timestamptz not null default now(),
  expires_at      timestamptz not null,
  revoked_at      timestamptz,
  last_used_at    timestamptz,
  primary key (organization_id, id)
);
alter table decision_clients enable row level security, force row level security;
create policy see on decision_clients for select using (organization_id = any ((select reach())::text[]));
create policy add on decision_clients for insert with check (organization_id = any ((select reach())::text[]));
create policy change on decision_clients for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on decision_clients for delete using (organization_id = any ((select reach())::text[]));
grant select, insert, update, delete on decision_clients to keyholder_app;
