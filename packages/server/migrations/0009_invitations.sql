-- A customer's offer of a room delegation to one partner (D01–D18, D70).
create table invitations (
  organization_id text        not null references organizations on delete cascade,  -- the customer, owner of the row
  id              text        not null,                          -- inv_…
  partner_id      text        not null references organizations,
  domain          text        not null,                          -- as it was named, A-label
  state           text        not null default 'pending'
                  check (state in ('pending', 'accepted', 'declined', 'cancelled', 'expired')),
  expires_in_days integer     not null check (expires_in_days between 1 and 30),
  expires_at      timestamptz not null,                          -- sent + n × 24 h by this clock (D04)
  change_control  jsonb       not null default '{}',
  scope           jsonb       not null,                          -- atoms as the API writes them
  room_count      integer     not null,                          -- when the scope was last set; shown to the partner (D14)
  terms_version   text        not null references terms,
  created_by      jsonb       not null,                          -- person, as the ledger writes it
  answered_by     jsonb,
  answered_at     timestamptz,
  resent_at       timestamptz[] not null default '{}',           -- when the e-mail was sent again within the last day (D11)
  version         integer     not null default 1,
  created_at      timestamptz not null default now(),
  primary key (organization_id, id)
);
create unique index invitations_one_pending on invitations (organization_id, partner_id) where state = 'pending'; -- D09; inviting settles a lapsed one first
create index invitations_newest on invitations (organization_id, created_at desc, id desc);
create index invitations_of_partner on invitations (partner_id, created_at desc, id desc);

alter table invitations enable row level security, force row level security;
create policy see on invitations for select using (organization_id = any ((select reach())::text[]) or partner_id = any ((select reach())::text[]));
create policy add on invitations for insert with check (organization_id = any ((select reach())::text[]));
create policy change on invitations for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on invitations for delete using (organization_id = any ((select reach())::text[]));

grant select, insert, update, delete on invitations to keyholder_app;
