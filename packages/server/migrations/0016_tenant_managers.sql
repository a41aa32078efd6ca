-- Tenant Managers are users or groups, with who named them (D19); until now a directory role of a person. And who may name them.
create table tenant_managers (
  organization_id text        not null references organizations on delete cascade,  -- the partner
  member_type     text        not null check (member_type in ('user', 'group')),
  member_id       text        not null,                          -- of the same organization
  added_by        jsonb,                                         -- person, as the ledger writes it; null: from the beginning
  added_at        timestamptz not null default now(),
  primary key (organization_id, member_type, member_id)
);
create index tenant_managers_newest on tenant_managers (organization_id, added_at desc, member_id desc);
alter table tenant_managers enable row level security, force row level security;
create policy see on tenant_managers for select using (organization_id = any ((select reach())::text[]));
create policy add on tenant_managers for insert with check (organization_id = any ((select reach())::text[]));
create policy change on tenant_managers for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on tenant_managers for delete using (organization_id = any ((select reach())::text[]));
grant select, insert, update, delete on tenant_managers to keyholder_app;

-- The owner moves the rows of all organizations: row security is set aside within this transaction only.
alter table tenant_managers no force row level security;
alter table user_roles no force row level security;
insert into tenant_managers (organization_id, member_type, member_id) select organization_id, 'user', user_id from user_roles where role = 'tenant-manager';
delete from user_roles where role = 'tenant-manager';
alter table user_roles drop constraint user_roles_role_check;
alter table user_roles add constraint user_roles_role_check
  check (role in ('global-admin', 'managed-service-admin', 'billing-admin', 'helpdesk-admin', 'admin-agent', 'helpdesk-agent', 'sales-agent', 'operator'));
alter table user_roles force row level security;
alter table tenant_managers force row level security;

alter table organizations add column tenant_managers_by text not null default 'administrators'
  check (tenant_managers_by in ('administrators', 'managed-service-admins'));  -- Global Admins too, or Managed Service Administrators alone (D19)

-- Which assignments name a group: asked when its members change (D21, D28).
create index assignment_members_by_member on assignment_members (organization_id, member_type, member_id, assignment_id);
