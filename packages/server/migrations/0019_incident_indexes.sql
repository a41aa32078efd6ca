-- Lists of incidents ask thousands of rooms and atoms in one statement. Under row security a key that begins with the organization
-- makes PostgreSQL prepare the whole reach for each of them; ids of rooms, groups and rules are unique everywhere, so these indexes
-- begin with them, and row security is checked on what they find (rule 1 of architecture.md is about keys).
create index incidents_in_room on incidents (room_id, opened_at desc, id desc) include (organization_id);
drop index incidents_of_room;
drop index incident_scope_open, incident_scope_by_state, incident_scope_important;
create index incident_scope_newest on incident_scope (atom, opened_at, incident_id) include (organization_id);
create index incident_scope_open on incident_scope (atom, opened_at, incident_id) include (organization_id) where state <> 'closed';
create index incident_scope_by_state on incident_scope (atom, state, opened_at, incident_id) include (organization_id) where state <> 'closed';
create index incident_scope_important on incident_scope (atom, opened_at, incident_id) include (organization_id) where severity = 'important';
drop index incidents_newest;
create index incidents_newest on incidents (organization_id, opened_at desc, id desc) include (room_id);
