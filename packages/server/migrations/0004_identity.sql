-- Passwords, sessions and API tokens: digests only, never the secret (security.md section 7).
create table passwords (
  organization_id text        not null,
  user_id         text        not null,
  hash            text        not null,                          -- argon2id, PHC string
  changed_at      timestamptz not null default now(),
  primary key (organization_id, user_id),
  foreign key (organization_id, user_id) references users on delete cascade
);
create table sessions (
  organization_id text        not null,
  id              text        not null,                          -- ses_…, the public part of the cookie
  user_id         text        not null,
  digest          bytea       not null,                          -- SHA-256 over kind and secret
  signed_in_at    timestamptz not null,                          -- when the person proved who they are
  method          text        not null,                          -- how: password
  created_at      timestamptz not null default now(),
  last_seen_at    timestamptz not null default now(),            -- idle 8 h
  expires_at      timestamptz not null,                          -- absolute 24 h
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users on delete cascade
);
create index sessions_of on sessions (organization_id, user_id);
create table api_tokens (
  organization_id text        not null,
  id              text        not null,                          -- tok_…, the public part of the token
  user_id         text        not null,
  name            text        not null,
  digest          bytea       not null,
  signed_in_at    timestamptz not null,                          -- of the session that made it (D49)
  created_at      timestamptz not null default now(),
  expires_at      timestamptz not null,
  revoked_at      timestamptz,
  last_used_at    timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users on delete cascade
);
create index api_tokens_of on api_tokens (organization_id, user_id, created_at desc, id);

alter table passwords enable row level security, force row level security;
create policy see on passwords for select using (organization_id = any ((select reach())::text[]));
create policy add on passwords for insert with check (organization_id = any ((select reach())::text[]));
create policy change on passwords for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on passwords for delete using (organization_id = any ((select reach())::text[]));
alter table sessions enable row level security, force row level security;
create policy see on sessions for select using (organization_id = any ((select reach())::text[]));
create policy add on sessions for insert with check (organization_id = any ((select reach())::text[]));
create policy change on sessions for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on sessions for delete using (organization_id = any ((select reach())::text[]));
alter table api_tokens enable row level security, force row level security;
create policy see on api_tokens for select using (organization_id = any ((select reach())::text[]));
create policy add on api_tokens for insert with check (organization_id = any ((select reach())::text[]));
create policy change on api_tokens for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on api_tokens for delete using (organization_id = any ((select reach())::text[]));

grant select, insert, update, delete on passwords, sessions, api_tokens to keyholder_app;

-- What belongs to the platform and not to an organization: the provider's grants and codes, keys, first set-up, decision clients.
create schema platform;
grant usage on schema platform to keyholder_app;
create table platform.oidc_payloads (
  kind        text        not null,                              -- Session, Interaction, Grant, AuthorizationCode, …
  id          text        not null,
  payload     jsonb       not null,                              -- ids only
  grant_id    text,
  uid         text,
  user_code   text,
  consumed_at timestamptz,
  expires_at  timestamptz,
  primary key (kind, id)
);
create index oidc_payloads_grant on platform.oidc_payloads (grant_id) where grant_id is not null;
create index oidc_payloads_uid on platform.oidc_payloads (kind, uid) where uid is not null;
create index oidc_payloads_expiry on platform.oidc_payloads (expires_at);
-- Signing keys of the embedded provider, encrypted under the instance's key; rotated: the newest active one signs.
create table platform.signing_keys (
  id           text        primary key,
  purpose      text        not null check (purpose in ('oidc', 'cookies', 'audit')),
  sealed       bytea       not null,                             -- AES-256-GCM under the key file of the data folder
  created_at   timestamptz not null default now(),
  retired_at   timestamptz
);
create table platform.setup (
  one          boolean     primary key default true check (one),
  token_digest bytea,                                            -- null once used
  completed_at timestamptz
);
-- What this instance is, decided by its first start: the demo world, a world file, or empty for a first set-up.
create table platform.instance (
  one        boolean     primary key default true check (one),
  mode       text        not null check (mode in ('demo', 'world', 'empty')),
  created_at timestamptz not null default now()
);
create table platform.decision_clients (
  id         text        primary key,
  name       text        not null,
  digest     bytea       not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create table platform.sign_in_attempts (                         -- counts for the limits of sign-in, by digest of address or account
  key         text        primary key,
  window_from timestamptz not null,                              -- the first of the count; a minute later the count begins anew
  count       integer     not null
);
grant select, insert, update, delete on all tables in schema platform to keyholder_app;
