-- The facts that decide (architecture.md, Authorization): roles, assignments, atoms, delegations. Owner of every row: the customer.
create table delegations (
  organization_id text        not null references organizations on delete cascade,  -- the customer
  id              text        not null,                          -- dcl_…; a partner invited again gets a new one (A76)
  partner_id      text        not null references organizations,
  state           text        not null default 'active' check (state in ('active', 'ended')),
  unattended      boolean     not null default false,            -- no Primary Admin in effect, after deprovisioning (D21)
  change_control  jsonb       not null default '{}',             -- event -> 'manual'; what is not named is automatic (D05)
  terms_version   text        not null references terms,
  version         integer     not null default 1,
  since           timestamptz not null default now(),
  ended_at        timestamptz,
  ended_by        text        check (ended_by in ('customer', 'partner')),
  primary key (organization_id, id)
);
create unique index delegations_one_active on delegations (organization_id, partner_id) where state = 'active';  -- D09
create index delegations_of_partner on delegations (partner_id, organization_id, since desc);

-- Custom roles: of the customer (partner_id null) or of one partner at this customer (D26, D27). Built-in roles are in the contract.
create table roles (
  organization_id text    not null references organizations on delete cascade,
  id              text    not null,                              -- role_…
  partner_id      text,
  name            text    not null check (length(name) between 1 and 200),
  permissions     text[]  not null,
  version         integer not null default 1,
  primary key (organization_id, id)
);
create unique index roles_name on roles (organization_id, partner_id, name) nulls not distinct;

create table assignments (
  organization_id text        not null references organizations on delete cascade,
  id              text        not null,                          -- asg_…
  partner_id      text,                                          -- null: of the customer's own people
  role            text        not null,                          -- role_… or the key of a built-in role
  name            text        not null check (length(name) between 1 and 200),
  built_in        boolean     not null default false,            -- Assigned admins: its atoms are the delegated scope (D68)
  notify          boolean     not null default true,
  version         integer     not null default 1,
  created_at      timestamptz not null default now(),
  primary key (organization_id, id)
);
create unique index assignments_one_built_in on assignments (organization_id, partner_id) where built_in;
create table assignment_members (
  organization_id text not null,
  assignment_id   text not null,
  member_type     text not null check (member_type in ('user', 'group')),
  member_id       text not null,                                 -- of the partner where the assignment is the partner's
  primary key (organization_id, assignment_id, member_type, member_id),
  foreign key (organization_id, assignment_id) references assignments on delete cascade
);
-- A rule as an atom: equal rules share a row, so that a room's atoms are few. A rule nobody names any more is harmless.
create table rules (
  organization_id text  not null references organizations on delete cascade,
  id              text  not null,                                -- rule_…
  shape           text  not null,                                -- canonical JSON of the conditions
  conditions      jsonb not null,                                -- {country?: [..], city?: [..], site?: [..]}
  primary key (organization_id, id),
  unique (organization_id, shape)
);
-- atom: 'all', 'group:rgrp_…', 'room:room_…' or 'rule:rule_…'
create table assignment_atoms (
  organization_id text not null,
  assignment_id   text not null,
  atom            text not null,
  primary key (organization_id, assignment_id, atom),
  foreign key (organization_id, assignment_id) references assignments on delete cascade
);
create index assignment_atoms_by_atom on assignment_atoms (organization_id, atom, assignment_id);
-- The scope of a pending invitation: it must not be widened by the back door either (D33). Gone once it is answered or cancelled.
create table offered_atoms (
  organization_id text        not null,
  invitation_id   text        not null,
  atom            text        not null,
  expires_at      timestamptz not null,
  primary key (organization_id, invitation_id, atom)
);
-- Which atoms a room has now: kept by whatever changes a room, its groups or the rules, in the same transaction.
create table room_atoms (
  organization_id text not null,
  atom            text not null,
  room_id         text not null,
  primary key (organization_id, atom, room_id)
);
create index room_atoms_of on room_atoms (organization_id, room_id);

alter table roles enable row level security, force row level security;
create policy see on roles for select using (organization_id = any ((select reach())::text[]));
create policy add on roles for insert with check (organization_id = any ((select reach())::text[]));
create policy change on roles for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on roles for delete using (organization_id = any ((select reach())::text[]));
alter table assignments enable row level security, force row level security;
create policy see on assignments for select using (organization_id = any ((select reach())::text[]));
create policy add on assignments for insert with check (organization_id = any ((select reach())::text[]));
create policy change on assignments for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on assignments for delete using (organization_id = any ((select reach())::text[]));
alter table assignment_members enable row level security, force row level security;
create policy see on assignment_members for select using (organization_id = any ((select reach())::text[]));
create policy add on assignment_members for insert with check (organization_id = any ((select reach())::text[]));
create policy change on assignment_members for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on assignment_members for delete using (organization_id = any ((select reach())::text[]));
alter table rules enable row level security, force row level security;
create policy see on rules for select using (organization_id = any ((select reach())::text[]));
create policy add on rules for insert with check (organization_id = any ((select reach())::text[]));
create policy change on rules for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on rules for delete using (organization_id = any ((select reach())::text[]));
alter table assignment_atoms enable row level security, force row level security;
create policy see on assignment_atoms for select using (organization_id = any ((select reach())::text[]));
create policy add on assignment_atoms for insert with check (organization_id = any ((select reach())::text[]));
create policy change on assignment_atoms for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on assignment_atoms for delete using (organization_id = any ((select reach())::text[]));
alter table room_atoms enable row level security, force row level security;
create policy see on offered_atoms for select using (organization_id = any ((select reach())::text[]));
create policy add on offered_atoms for insert with check (organization_id = any ((select reach())::text[]));
create policy change on offered_atoms for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on offered_atoms for delete using (organization_id = any ((select reach())::text[]));
alter table offered_atoms enable row level security, force row level security;
create policy see on room_atoms for select using (organization_id = any ((select reach())::text[]));
create policy add on room_atoms for insert with check (organization_id = any ((select reach())::text[]));
create policy change on room_atoms for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on room_atoms for delete using (organization_id = any ((select reach())::text[]));
alter table delegations enable row level security, force row level security;
create policy see on delegations for select using (organization_id = any ((select reach())::text[]) or partner_id = any ((select reach())::text[]));
create policy add on delegations for insert with check (organization_id = any ((select reach())::text[]));
create policy change on delegations for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on delegations for delete using (organization_id = any ((select reach())::text[]));

grant select, insert, update, delete on delegations, roles, assignments, assignment_members, rules, assignment_atoms, offered_atoms, room_atoms to keyholder_app;
