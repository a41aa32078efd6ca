-- Tickets (D56): what people do with incidents; the side table of fast lists; the history of health behind reports (D57).
alter table incidents
  add column resolved_at timestamptz,                             -- resolved, or closed without that
  add column resolution  text,                                    -- why, in the words of who did
  add column assignee_id text generated always as (assignee ->> 'id') stored;
alter table incidents no force row level security;                -- the owner fills what is there already, of every organization
update incidents set resolved_at = closed_at where closed_at is not null;
alter table incidents force row level security;
create index incidents_assigned on incidents (organization_id, assignee_id, opened_at desc, id desc) where assignee_id is not null;
create index incidents_by_state on incidents (organization_id, state, opened_at desc, id desc) where closed_at is null;
create index incidents_important on incidents (organization_id, opened_at desc, id desc) where severity = 'important';
create index incidents_resolved on incidents (organization_id, resolved_at) where resolved_at is not null;

-- Comments stand as they were written. `own`: for people of the author's organization alone.
create table incident_comments (
  organization_id     text        not null,                      -- the customer
  id                  text        not null,                      -- cmt_…
  incident_id         text        not null,
  author              jsonb       not null,                      -- {id, name, organization: {id, name}} as they were then
  author_organization text        not null,
  audience            text        not null check (audience in ('both', 'own')),
  body                text        not null,
  at                  timestamptz not null default date_trunc('milliseconds', now()),  -- as exact as the API writes it, for the cursor
  primary key (organization_id, id),
  foreign key (organization_id, incident_id) references incidents on delete cascade
);
create index incident_comments_newest on incident_comments (organization_id, incident_id, at desc, id desc);

-- Incidents that people have yet to be told of by mail; a job takes them in batches.
create table incident_notices (
  organization_id text not null,
  incident_id     text not null,
  event           text not null check (event in ('opened', 'escalated')),
  primary key (organization_id, incident_id, event),
  foreign key (organization_id, incident_id) references incidents on delete cascade
);

-- Spans of health that are over; the present one stands in room_health. Written when the health changes, so a quiet room costs nothing.
create table room_health_spans (
  organization_id text        not null,
  room_id         text        not null,
  from_at         timestamptz not null,
  until_at        timestamptz not null,
  health          text        not null,
  primary key (organization_id, room_id, from_at),
  foreign key (organization_id, room_id) references rooms on delete cascade
);

-- Incidents by the atoms that name several rooms, for lists newest first (docs/adr/0011-incident-scope.md): atoms `all` and `room:…`
-- have their indexes on incidents. It may hold too much, never too little: pages re-check. Kept by the triggers below, so
-- that no writer of incidents or of room_atoms can forget it. Whoever adds an atom to rooms holds the customer's lock
-- exclusively, whoever opens an incident holds it shared (architecture.md, Strict consistency): neither misses the other.
create table incident_scope (
  organization_id text        not null,
  atom            text        not null,                          -- 'group:rgrp_…' or 'rule:rule_…'
  opened_at       timestamptz not null,
  incident_id     text        not null,
  state           text        not null,
  severity        text        not null,
  primary key (organization_id, atom, opened_at, incident_id),
  foreign key (organization_id, incident_id) references incidents on delete cascade
);
create index incident_scope_of on incident_scope (organization_id, incident_id);
create index incident_scope_open on incident_scope (organization_id, atom, opened_at, incident_id) where state <> 'closed';
create index incident_scope_by_state on incident_scope (organization_id, atom, state, opened_at, incident_id) where state <> 'closed';
create index incident_scope_important on incident_scope (organization_id, atom, opened_at, incident_id) where severity = 'important';

create function scope_new_incidents() returns trigger language plpgsql as $$
begin
  insert into incident_scope (organization_id, atom, opened_at, incident_id, state, severity)
  select i.organization_id, t.atom, i.opened_at, i.id, i.state, i.severity
  from added i join room_atoms t on t.organization_id = i.organization_id and t.room_id = i.room_id
  where split_part(t.atom, ':', 1) not in ('all', 'room')
  on conflict do nothing;
  return null;
end $$;
create trigger scope_new_incidents after insert on incidents referencing new table as added
  for each statement execute function scope_new_incidents();

create function scope_changed_incident() returns trigger language plpgsql as $$
begin
  update incident_scope set state = new.state, severity = new.severity
  where organization_id = new.organization_id and incident_id = new.id;
  return null;
end $$;
create trigger scope_changed_incident after update on incidents
  for each row when (old.state <> new.state or old.severity <> new.severity) execute function scope_changed_incident();

create function scope_new_atoms() returns trigger language plpgsql as $$
begin
  insert into incident_scope (organization_id, atom, opened_at, incident_id, state, severity)
  select i.organization_id, t.atom, i.opened_at, i.id, i.state, i.severity
  from added t join incidents i on i.organization_id = t.organization_id and i.room_id = t.room_id
  where split_part(t.atom, ':', 1) not in ('all', 'room')
  on conflict do nothing;
  return null;
end $$;
create trigger scope_new_atoms after insert on room_atoms referencing new table as added
  for each statement execute function scope_new_atoms();

create function unscope_gone_atoms() returns trigger language plpgsql as $$
begin
  delete from incident_scope s using gone t, incidents i
  where split_part(t.atom, ':', 1) not in ('all', 'room')
    and i.organization_id = t.organization_id and i.room_id = t.room_id
    and s.organization_id = t.organization_id and s.atom = t.atom and s.opened_at = i.opened_at and s.incident_id = i.id;
  return null;
end $$;
create trigger unscope_gone_atoms after delete on room_atoms referencing old table as gone
  for each statement execute function unscope_gone_atoms();

alter table incidents no force row level security;
alter table room_atoms no force row level security;
insert into incident_scope (organization_id, atom, opened_at, incident_id, state, severity)
  select i.organization_id, t.atom, i.opened_at, i.id, i.state, i.severity
  from incidents i join room_atoms t on t.organization_id = i.organization_id and t.room_id = i.room_id
  where split_part(t.atom, ':', 1) not in ('all', 'room');
alter table incidents force row level security;
alter table room_atoms force row level security;

alter table incident_comments enable row level security, force row level security;
create policy see on incident_comments for select using (organization_id = any ((select reach())::text[]));
create policy add on incident_comments for insert with check (organization_id = any ((select reach())::text[]));
create policy change on incident_comments for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on incident_comments for delete using (organization_id = any ((select reach())::text[]));
alter table incident_notices enable row level security, force row level security;
create policy see on incident_notices for select using (organization_id = any ((select reach())::text[]));
create policy add on incident_notices for insert with check (organization_id = any ((select reach())::text[]));
create policy change on incident_notices for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on incident_notices for delete using (organization_id = any ((select reach())::text[]));
alter table room_health_spans enable row level security, force row level security;
create policy see on room_health_spans for select using (organization_id = any ((select reach())::text[]));
create policy add on room_health_spans for insert with check (organization_id = any ((select reach())::text[]));
create policy change on room_health_spans for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on room_health_spans for delete using (organization_id = any ((select reach())::text[]));
alter table incident_scope enable row level security, force row level security;
create policy see on incident_scope for select using (organization_id = any ((select reach())::text[]));
create policy add on incident_scope for insert with check (organization_id = any ((select reach())::text[]));
create policy change on incident_scope for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on incident_scope for delete using (organization_id = any ((select reach())::text[]));

grant select, insert, update, delete on incident_comments, incident_notices, room_health_spans, incident_scope to keyholder_app;
