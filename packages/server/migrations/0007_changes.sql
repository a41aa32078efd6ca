-- What a partner asked for and the customer decides (D36–D40).
create table change_requests (
  organization_id text        not null references organizations on delete cascade,  -- the customer
  id              text        not null,                          -- chg_…
  partner_id      text        not null,
  state           text        not null default 'pending'
                  check (state in ('pending', 'applied', 'rejected', 'withdrawn', 'refused', 'stale', 'expired', 'cancelled')),
  event           text        not null,                          -- the permission key under change control
  kind            text        not null,                          -- operation id that applies it
  target_type     text        not null,
  target_id       text        not null,
  target_name     text        not null,
  target_version  integer,
  payload         jsonb       not null,                          -- exactly what will be applied
  payload_hash    bytea       not null,                          -- SHA-256 of its canonical JSON (D37)
  before          jsonb       not null,
  after           jsonb       not null,
  reason          text,
  requested_by    text        not null,                          -- usr_… of the partner
  requested_name  text        not null,
  channel         text        not null,
  credential      text        not null,
  requested_at    timestamptz not null default date_trunc('milliseconds', now()),  -- as exact as the API writes it, for the cursor
  expires_at      timestamptz not null default now() + interval '7 days',
  version         integer     not null default 1,
  primary key (organization_id, id)
);
create index change_requests_newest on change_requests (organization_id, requested_at desc, id desc);
create index change_requests_of_partner on change_requests (partner_id, requested_at desc, id desc);

alter table change_requests enable row level security, force row level security;
create policy see on change_requests for select using (organization_id = any ((select reach())::text[]) or partner_id = any ((select reach())::text[]));
create policy add on change_requests for insert with check (organization_id = any ((select reach())::text[]));
create policy change on change_requests for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on change_requests for delete using (organization_id = any ((select reach())::text[]));

grant select, insert, update on change_requests to keyholder_app;
