-- Update rings (D34, D55): the steps in which rooms take updates. A customer's built-in rings have a row once they were changed.
create table update_rings (
  organization_id text        not null references organizations on delete cascade,  -- the customer
  id              text        not null,                          -- staging, general, executive or ring_…
  name            text        not null check (length(name) between 1 and 200),
  position        integer     not null check (position between 1 and 9),  -- lower ones first, equal ones at the same time
  deferral_days   integer     not null check (deferral_days between 0 and 60),
  rollout_days    integer     not null check (rollout_days between 0 and 60),
  test_days       integer     not null check (test_days between 0 and 60),
  paused_at       timestamptz,
  pause_reason    text,
  version         integer     not null default 1,
  primary key (organization_id, id),
  check (deferral_days + rollout_days + test_days <= 60),
  check ((paused_at is null) = (pause_reason is null))
);
alter table update_rings enable row level security, force row level security;
create policy see on update_rings for select using (organization_id = any ((select reach())::text[]));
create policy add on update_rings for insert with check (organization_id = any ((select reach())::text[]));
create policy change on update_rings for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on update_rings for delete using (organization_id = any ((select reach())::text[]));
grant select, insert, update, delete on update_rings to keyholder_app;

-- A room is in exactly one ring; one of the customer's own cannot go while rooms are in it.
alter table rooms
  add column custom_ring text generated always as (case when ring in ('staging', 'general', 'executive') then null else ring end) stored,
  add foreign key (organization_id, custom_ring) references update_rings;
create index rooms_by_ring on rooms (organization_id, ring, name, id);
