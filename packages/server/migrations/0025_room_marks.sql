-- Lists of rooms are in the order of their names, also where a filter asks what hangs on a room and not what stands in it: a word of the
-- search, its health. Each such mark of a room stands here beside the room's name, so that a page reads the first few and stops
-- (docs/adr/0014-room-marks.md). Kept by the triggers below, in the transaction of whatever writes: no writer can forget it.
create table room_marks (
  organization_id text not null,
  mark            text not null,                                 -- 'word:' and one of room_words, or 'health:' and the health of room_health
  name            text not null,                                 -- the room's
  room_id         text not null
);

alter table rooms no force row level security;                    -- the owner fills what is there already, of every organization
alter table room_words no force row level security;
alter table room_health no force row level security;
insert into room_marks (organization_id, mark, name, room_id)
  select w.organization_id, 'word:' || w.word, r.name, r.id from room_words w join rooms r on r.organization_id = w.organization_id and r.id = w.room_id;
insert into room_marks (organization_id, mark, name, room_id)
  select r.organization_id, 'health:' || coalesce(h.health, 'not-monitored'), r.name, r.id
  from rooms r left join room_health h on h.organization_id = r.organization_id and h.room_id = r.id;

alter table room_marks add primary key (organization_id, mark, name, room_id);
alter table room_marks add foreign key (organization_id, room_id) references rooms on delete cascade;
alter table rooms force row level security;
alter table room_words force row level security;
alter table room_health force row level security;
create index room_marks_in_room on room_marks (room_id, mark) include (organization_id); -- the room first, as in 0024
alter table room_marks enable row level security, force row level security;
create policy see on room_marks for select using (organization_id = any ((select reach())::text[]));
create policy add on room_marks for insert with check (organization_id = any ((select reach())::text[]));
create policy change on room_marks for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on room_marks for delete using (organization_id = any ((select reach())::text[]));
grant select, insert, update, delete on room_marks to keyholder_app;

create function mark_new_rooms() returns trigger language plpgsql as $$
begin
  insert into room_marks (organization_id, mark, name, room_id) select r.organization_id, 'health:not-monitored', r.name, r.id from added r;
  return null;
end $$;
create trigger mark_new_rooms after insert on rooms referencing new table as added for each statement execute function mark_new_rooms();

create function mark_renamed_room() returns trigger language plpgsql as $$
begin
  update room_marks set name = new.name where organization_id = new.organization_id and room_id = new.id;
  return null;
end $$;
create trigger mark_renamed_room after update of name on rooms for each row when (old.name <> new.name) execute function mark_renamed_room();

create function mark_new_words() returns trigger language plpgsql as $$
begin
  insert into room_marks (organization_id, mark, name, room_id)
  select w.organization_id, 'word:' || w.word, r.name, r.id
  from added w join rooms r on r.organization_id = w.organization_id and r.id = w.room_id;
  return null;
end $$;
create trigger mark_new_words after insert on room_words referencing new table as added for each statement execute function mark_new_words();

create function unmark_gone_words() returns trigger language plpgsql as $$
begin
  delete from room_marks m using gone w where m.organization_id = w.organization_id and m.room_id = w.room_id and m.mark = 'word:' || w.word;
  return null;
end $$;
create trigger unmark_gone_words after delete on room_words referencing old table as gone for each statement execute function unmark_gone_words();

-- a room without a row of health was never monitored
create function mark_new_health() returns trigger language plpgsql as $$
begin
  update room_marks m set mark = 'health:' || h.health from added h
  where h.health <> 'not-monitored' and m.organization_id = h.organization_id and m.room_id = h.room_id and m.mark = 'health:not-monitored';
  return null;
end $$;
create trigger mark_new_health after insert on room_health referencing new table as added for each statement execute function mark_new_health();

create function mark_health() returns trigger language plpgsql as $$
begin
  update room_marks set mark = 'health:' || case tg_op when 'DELETE' then 'not-monitored' else new.health end
  where organization_id = old.organization_id and room_id = old.room_id and mark = 'health:' || old.health;
  return null;
end $$;
create trigger mark_health after update of health on room_health for each row when (old.health <> new.health) execute function mark_health();
create trigger unmark_health after delete on room_health for each row execute function mark_health();

-- the same for what stands in a room itself; and incidents are read by their ids alone, as rooms are (0024)
create index rooms_by_country on rooms (organization_id, country, name, id);
create index rooms_by_city on rooms (organization_id, city, name, id);
create index rooms_by_site on rooms (organization_id, site, name, id);
create index incidents_by_id on incidents (id) include (organization_id);
