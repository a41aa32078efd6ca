-- Incidents (D56): opened and closed by health signals, or by a person. An incident carries its ticket.
create table incident_numbers (
  organization_id text   primary key references organizations on delete cascade,
  last            bigint not null
);
create table incidents (
  organization_id text        not null references organizations on delete cascade,  -- the customer
  id              text        not null,                          -- inc_…
  number          bigint      not null,                          -- counts up within the customer
  room_id         text        not null,
  severity        text        not null check (severity in ('important', 'warning')),
  title           text        not null,
  signal          text,                                          -- agent_silent, disk_nearly_full, no_camera, …
  detail          text        not null default '',
  state           text        not null default 'needs_action' check (state in ('needs_action', 'investigating', 'waiting', 'resolved', 'closed')),
  source          text        not null check (source in ('signal', 'person')),
  assignee        jsonb,
  external_number text,
  opened_at       timestamptz not null default now(),
  closed_at       timestamptz,
  version         integer     not null default 1,
  primary key (organization_id, id),
  unique (organization_id, number),
  foreign key (organization_id, room_id) references rooms on delete cascade
);
create unique index incidents_one_open on incidents (organization_id, room_id, signal) where signal is not null and closed_at is null;
create index incidents_newest on incidents (organization_id, opened_at desc, id desc);
create index incidents_of_room on incidents (organization_id, room_id, opened_at desc, id desc);
create index incidents_open on incidents (organization_id, opened_at desc, id desc) where closed_at is null;

alter table incident_numbers enable row level security, force row level security;
create policy see on incident_numbers for select using (organization_id = any ((select reach())::text[]));
create policy add on incident_numbers for insert with check (organization_id = any ((select reach())::text[]));
create policy change on incident_numbers for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on incident_numbers for delete using (organization_id = any ((select reach())::text[]));
alter table incidents enable row level security, force row level security;
create policy see on incidents for select using (organization_id = any ((select reach())::text[]));
create policy add on incidents for insert with check (organization_id = any ((select reach())::text[]));
create policy change on incidents for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on incidents for delete using (organization_id = any ((select reach())::text[]));

grant select, insert, update, delete on incident_numbers, incidents to keyholder_app;
