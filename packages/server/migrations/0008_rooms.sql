-- The estate (D54, D55, D75): rooms, room groups, keys, agents, health.
create table rooms (
  organization_id text        not null references organizations on delete cascade,  -- the customer
  id              text        not null,                          -- room_…
  name            text        not null,
  country         text        not null check (country ~ '^[A-Z]{2}$'),
  city            text        not null,
  site            text        not null,
  notes           text        not null default '',
  device          text        not null default 'console' check (device in ('console', 'board', 'pc')),
  ring            text        not null default 'general',        -- staging, general, executive or ring_…
  version         integer     not null default 1,                -- counts what people, imports and approvals change
  created_at      timestamptz not null default now(),
  primary key (organization_id, id)
);
create index rooms_by_name on rooms (organization_id, name, id);
create index rooms_by_place on rooms (organization_id, country, city, site, id);
create table room_groups (
  organization_id text        not null references organizations on delete cascade,
  id              text        not null,                          -- rgrp_…
  name            text        not null check (length(name) between 1 and 200),
  version         integer     not null default 1,
  primary key (organization_id, id)
);
create index room_groups_by_name on room_groups (organization_id, name, id);
create table room_group_rooms (
  organization_id text not null,
  group_id        text not null,
  room_id         text not null,
  primary key (organization_id, group_id, room_id),
  foreign key (organization_id, group_id) references room_groups on delete cascade,
  foreign key (organization_id, room_id) references rooms on delete cascade
);
create index room_group_rooms_by_room on room_group_rooms (organization_id, room_id);
-- Search: the lower-case words of name, city and site; asked by text range, never by LIKE (architecture.md, rule 2).
create table room_words (
  organization_id text not null,
  word            text collate "C" not null,
  room_id         text not null,
  primary key (organization_id, word, room_id),
  foreign key (organization_id, room_id) references rooms on delete cascade
);
create index room_words_of on room_words (organization_id, room_id);

-- A key to enrol one machine: kept encrypted until a machine has enrolled with it, for 7 days at most (D54).
create table enrolment_keys (
  organization_id text        not null,
  id              text        not null,                          -- key_…, the public part of the key
  room_id         text        not null,
  digest          bytea       not null,
  sealed          bytea,                                         -- AES-256-GCM; null once used, reset or expired
  issued_at       timestamptz not null default now(),
  expires_at      timestamptz not null default now() + interval '7 days',
  used_at         timestamptz,
  ended_at        timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, room_id) references rooms on delete cascade
);
create unique index enrolment_keys_one on enrolment_keys (organization_id, room_id) where ended_at is null and used_at is null;
create index enrolment_keys_of_room on enrolment_keys (organization_id, room_id, issued_at desc);
create table agents (
  organization_id text        not null,
  id              text        not null,                          -- agent_…, the public part of its credential
  room_id         text        not null,
  key_id          text        not null,                          -- the enrolment key it came with; keys are never used by two rooms
  digest          bytea       not null,
  attempt_digest  bytea       not null,                          -- SHA-256 of the machine's own secret: the same try again, or another machine
  machine         jsonb       not null,                          -- as it was when it enrolled
  run             text,                                          -- of the last heartbeat; null: the credential was never used
  sequence        bigint,                                        -- of the last heartbeat, within that run
  former_runs     text[]      not null default '{}',             -- the newest last; one that comes back is a clone (A105)
  cloned_at       timestamptz,                                   -- when two machines were first seen to share this credential
  enrolled_at     timestamptz not null default now(),
  ended_at        timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, room_id) references rooms on delete cascade
);
create unique index agents_one on agents (organization_id, room_id) where ended_at is null;
-- What the agent last measured. Heartbeats change this row and nothing that has a version.
create table room_health (
  organization_id text        not null,
  room_id         text        not null,
  health          text        not null default 'not-monitored' check (health in ('healthy', 'important', 'warning', 'unknown', 'not-monitored')),
  since           timestamptz not null default now(),
  reasons         text[]      not null default '{}',             -- signals that are not healthy now
  last_seen_at    timestamptz,
  awaited         boolean     not null default false,            -- an agent is enrolled and not yet found to be silent
  measurements    jsonb,
  primary key (organization_id, room_id),
  foreign key (organization_id, room_id) references rooms on delete cascade
);
create index room_health_by_state on room_health (organization_id, health, room_id);
create index room_health_awaited on room_health (organization_id, last_seen_at) where awaited;
alter table room_atoms add foreign key (organization_id, room_id) references rooms on delete cascade;

alter table rooms enable row level security, force row level security;
create policy see on rooms for select using (organization_id = any ((select reach())::text[]));
create policy add on rooms for insert with check (organization_id = any ((select reach())::text[]));
create policy change on rooms for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on rooms for delete using (organization_id = any ((select reach())::text[]));
alter table room_groups enable row level security, force row level security;
create policy see on room_groups for select using (organization_id = any ((select reach())::text[]));
create policy add on room_groups for insert with check (organization_id = any ((select reach())::text[]));
create policy change on room_groups for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on room_groups for delete using (organization_id = any ((select reach())::text[]));
alter table room_group_rooms enable row level security, force row level security;
create policy see on room_group_rooms for select using (organization_id = any ((select reach())::text[]));
create policy add on room_group_rooms for insert with check (organization_id = any ((select reach())::text[]));
create policy change on room_group_rooms for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on room_group_rooms for delete using (organization_id = any ((select reach())::text[]));
alter table room_words enable row level security, force row level security;
create policy see on room_words for select using (organization_id = any ((select reach())::text[]));
create policy add on room_words for insert with check (organization_id = any ((select reach())::text[]));
create policy change on room_words for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on room_words for delete using (organization_id = any ((select reach())::text[]));
alter table enrolment_keys enable row level security, force row level security;
create policy see on enrolment_keys for select using (organization_id = any ((select reach())::text[]));
create policy add on enrolment_keys for insert with check (organization_id = any ((select reach())::text[]));
create policy change on enrolment_keys for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on enrolment_keys for delete using (organization_id = any ((select reach())::text[]));
alter table agents enable row level security, force row level security;
create policy see on agents for select using (organization_id = any ((select reach())::text[]));
create policy add on agents for insert with check (organization_id = any ((select reach())::text[]));
create policy change on agents for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on agents for delete using (organization_id = any ((select reach())::text[]));
alter table room_health enable row level security, force row level security;
create policy see on room_health for select using (organization_id = any ((select reach())::text[]));
create policy add on room_health for insert with check (organization_id = any ((select reach())::text[]));
create policy change on room_health for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on room_health for delete using (organization_id = any ((select reach())::text[]));

grant select, insert, update, delete on rooms, room_groups, room_group_rooms, room_words, enrolment_keys, agents, room_health to keyholder_app;

-- Which organizations have agents, so that looking for silent rooms reads no others; and since when anybody has been listening.
create table platform.monitored_organizations (
  organization_id text primary key references organizations on delete cascade
);
create table platform.health_watch (
  one             boolean     primary key default true check (one),
  swept_at        timestamptz not null default now(),
  listening_since timestamptz not null default now()             -- silence before this instant may be the server's own
);
grant select, insert, update, delete on platform.monitored_organizations, platform.health_watch to keyholder_app;
