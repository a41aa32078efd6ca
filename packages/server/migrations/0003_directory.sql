-- People and security groups of an organization. Those of another organization are named without a foreign key.
create table users (
  organization_id text        not null references organizations on delete cascade,
  id              text        not null,                          -- usr_…
  email           text        not null,                          -- lower case, domain part as A-label, in a domain of the organization
  name            text        not null check (length(name) between 1 and 200),
  active          boolean     not null default true,
  language        text        not null default 'en' check (language in ('en', 'fr', 'ru')),
  version         integer     not null default 1,
  created_at      timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, email)
);
create index users_by_name on users (organization_id, name, id);

-- Directory roles, given to a person: global-admin, managed-service-admin, tenant-manager, …
create table user_roles (
  organization_id text not null,
  user_id         text not null,
  role            text not null check (role in ('global-admin', 'managed-service-admin', 'tenant-manager', 'billing-admin', 'helpdesk-admin',
                                                'admin-agent', 'helpdesk-agent', 'sales-agent', 'operator')),
  primary key (organization_id, user_id, role),
  foreign key (organization_id, user_id) references users on delete cascade
);
create index user_roles_by_role on user_roles (organization_id, role, user_id);

create table groups (
  organization_id text        not null references organizations on delete cascade,
  id              text        not null,                          -- grp_…
  name            text        not null check (length(name) between 1 and 200),
  version         integer     not null default 1,
  created_at      timestamptz not null default now(),
  primary key (organization_id, id)
);
create index groups_by_name on groups (organization_id, name, id);

create table group_members (
  organization_id text not null,
  group_id        text not null,
  member_type     text not null check (member_type in ('user', 'group')),
  member_id       text not null,
  primary key (organization_id, group_id, member_type, member_id),
  foreign key (organization_id, group_id) references groups on delete cascade
);
create index group_members_by_member on group_members (organization_id, member_type, member_id, group_id);

alter table users enable row level security, force row level security;
create policy see on users for select using (organization_id = any ((select reach())::text[]));
create policy add on users for insert with check (organization_id = any ((select reach())::text[]));
create policy change on users for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on users for delete using (organization_id = any ((select reach())::text[]));
alter table user_roles enable row level security, force row level security;
create policy see on user_roles for select using (organization_id = any ((select reach())::text[]));
create policy add on user_roles for insert with check (organization_id = any ((select reach())::text[]));
create policy change on user_roles for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on user_roles for delete using (organization_id = any ((select reach())::text[]));
alter table groups enable row level security, force row level security;
create policy see on groups for select using (organization_id = any ((select reach())::text[]));
create policy add on groups for insert with check (organization_id = any ((select reach())::text[]));
create policy change on groups for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on groups for delete using (organization_id = any ((select reach())::text[]));
alter table group_members enable row level security, force row level security;
create policy see on group_members for select using (organization_id = any ((select reach())::text[]));
create policy add on group_members for insert with check (organization_id = any ((select reach())::text[]));
create policy change on group_members for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on group_members for delete using (organization_id = any ((select reach())::text[]));

grant select, insert, update, delete on users, user_roles, groups, group_members to keyholder_app;
