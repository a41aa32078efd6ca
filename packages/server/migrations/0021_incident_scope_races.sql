-- Heartbeats open incidents without their customer's lock, so that reporting machines wait for no act. The two triggers that fill
-- incident_scope must then wait for each other themselves: whoever opens an incident in a customer's room shares a lock with others who
-- do, whoever gives an atom to a room that was there before takes it alone. The one who waits sees what the other has written.
create or replace function scope_new_incidents() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('incident scope ' || o.organization_id, 0))
  from (select distinct organization_id from added order by 1) as o;
  insert into incident_scope (organization_id, atom, opened_at, incident_id, state, severity)
  select i.organization_id, t.atom, i.opened_at, i.id, i.state, i.severity
  from added i join room_atoms t on t.organization_id = i.organization_id and t.room_id = i.room_id
  where split_part(t.atom, ':', 1) not in ('all', 'room')
  on conflict do nothing;
  return null;
end $$;

create or replace function scope_new_atoms() returns trigger language plpgsql as $$
begin
  -- signals change open incidents alone: one that is being closed or raised is waited for, before anybody could wait for this
  perform from incidents i join added t on t.organization_id = i.organization_id and t.room_id = i.room_id
  where i.closed_at is null and split_part(t.atom, ':', 1) not in ('all', 'room') for share of i;
  -- a room of this very transaction has no incident, and an import does not hold anybody up
  perform pg_advisory_xact_lock(hashtextextended('incident scope ' || o.organization_id, 0))
  from (select distinct organization_id from added where split_part(atom, ':', 1) not in ('all', 'room') order by 1) as o
  where exists (
    select from added t join rooms r on r.organization_id = t.organization_id and r.id = t.room_id
    where t.organization_id = o.organization_id and split_part(t.atom, ':', 1) not in ('all', 'room') and r.created_at <> now());
  insert into incident_scope (organization_id, atom, opened_at, incident_id, state, severity)
  select i.organization_id, t.atom, i.opened_at, i.id, i.state, i.severity
  from added t join incidents i on i.organization_id = t.organization_id and i.room_id = t.room_id
  where split_part(t.atom, ':', 1) not in ('all', 'room')
  on conflict do nothing;
  return null;
end $$;
