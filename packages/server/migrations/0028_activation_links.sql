-- One-time links by which somebody who was added chooses how to sign in: one per person, a new one ends the former (A20, A28).
create table activation_links (
  organization_id text        not null,
  user_id         text        not null,                          -- usr_…, whom it lets in
  id              text        not null,                          -- act_…, the public part of the link
  digest          bytea       not null,                          -- SHA-256 over kind and secret
  created_by      text        not null,                          -- usr_…, on whose right it rests for as long as it lasts
  created_at      timestamptz not null default now(),
  expires_at      timestamptz not null,
  used_at         timestamptz,                                   -- spent, and kept for a while so that who still holds it is told
  primary key (organization_id, user_id),
  unique (organization_id, id),
  foreign key (organization_id, user_id) references users on delete cascade,
  foreign key (organization_id, created_by) references users on delete cascade
);
alter table activation_links enable row level security, force row level security;
create policy see on activation_links for select using (organization_id = any ((select reach())::text[]));
create policy add on activation_links for insert with check (organization_id = any ((select reach())::text[]));
create policy change on activation_links for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on activation_links for delete using (organization_id = any ((select reach())::text[]));
grant select, insert, update, delete on activation_links to keyholder_app;

-- Who spends one acts by it, before there is a session.
alter table audit_entries drop constraint audit_entries_channel_check;
alter table audit_entries add constraint audit_entries_channel_check check (channel in ('session', 'token', 'agent', 'platform', 'link'));
