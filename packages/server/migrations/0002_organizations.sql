-- Organizations, their domains, the epochs of access and the terms (D02, D07, D62). Platform tables: read by exact key only.
create table organizations (
  id               text        primary key,                      -- org_…
  name             text        not null check (length(name) between 1 and 200),
  country          text        not null check (country ~ '^[A-Z]{2}$'),
  partner_eligible boolean     not null default false,           -- granted by the operator (D62)
  operator         boolean     not null default false,           -- runs this platform
  state            text        not null default 'active' check (state in ('active', 'suspended')),
  version          integer     not null default 1,
  created_at       timestamptz not null default now()
);
create table domains (
  domain          text        primary key,                       -- A-label, lower case, no trailing dot (D02)
  organization_id text        not null references organizations on delete cascade,
  position        integer     not null,                          -- 0 is the domain that is shown
  verified_at     timestamptz
);
create index domains_of on domains (organization_id, position);

create table terms (
  version    text        primary key,
  text_en    text        not null,
  text_fr    text        not null,
  text_ru    text        not null,
  created_at timestamptz not null default now()
);

-- Counts the changes of access that concern an organization. A row is bumped in the transaction of the change.
create table epochs (
  organization_id text   primary key references organizations on delete cascade,
  epoch           bigint not null default 1
);
alter table epochs enable row level security, force row level security;
create policy see on epochs for select using (organization_id = any ((select reach())::text[]));
create policy add on epochs for insert with check (organization_id = any ((select reach())::text[]));
create policy change on epochs for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on epochs for delete using (organization_id = any ((select reach())::text[]));

grant select, insert, update on organizations, domains, terms, epochs to keyholder_app;
grant delete on domains to keyholder_app;
