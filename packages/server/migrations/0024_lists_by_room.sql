-- An index of atoms by organization and room that also holds the atom was taken for the opposite question as well, which rooms have
-- these atoms: all atoms of a customer were read, and a partner's list of rooms took eight times as long. With the room first there is
-- nothing to mistake. The ids of rooms are unique everywhere, so the second keeps look-ups of one room from the index of names.
drop index room_atoms_of;
create index room_atoms_in_room on room_atoms (room_id) include (organization_id, atom);
create index rooms_by_id on rooms (id) include (organization_id);
