-- The atoms of one room are read for every decision about it and for every row of a list. Without the atom in this index PostgreSQL
-- takes the primary key, which begins with the atom, and tries every atom of the customer: 0.2 ms a room instead of 0.01.
drop index room_atoms_of;
create index room_atoms_of on room_atoms (organization_id, room_id) include (atom);
