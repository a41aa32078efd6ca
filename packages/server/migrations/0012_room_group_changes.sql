-- Who changed a room group, and when: shown in its list.
alter table room_groups
  add column changed_at timestamptz not null default now(),
  add column changed_by text;                                    -- usr_… of the customer; null: the platform
