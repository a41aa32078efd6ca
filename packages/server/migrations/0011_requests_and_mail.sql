-- Answers kept for repeated requests (24 h), and mail on its way out.
create table idempotent_answers (
  organization_id text        not null,
  user_id         text        not null,
  key             text        not null,
  request_digest  bytea       not null,                          -- method, path and body
  status          integer     not null,
  answer          jsonb       not null,                          -- secrets in it are null
  location        text,
  created_at      timestamptz not null default now(),
  primary key (organization_id, user_id, key),
  foreign key (organization_id, user_id) references users on delete cascade
);
create index idempotent_answers_age on idempotent_answers (organization_id, created_at);
create table mails (
  organization_id text        not null references organizations on delete cascade,  -- of the person it goes to
  id              text        not null,                          -- mail_…
  user_id         text        not null,
  template        text        not null,
  facts           jsonb       not null,
  state           text        not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  tries           integer     not null default 0,
  created_at      timestamptz not null default now(),
  sent_at         timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users on delete cascade
);
create index mails_newest on mails (organization_id, created_at desc, id desc);

alter table idempotent_answers enable row level security, force row level security;
create policy see on idempotent_answers for select using (organization_id = any ((select reach())::text[]));
create policy add on idempotent_answers for insert with check (organization_id = any ((select reach())::text[]));
create policy change on idempotent_answers for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on idempotent_answers for delete using (organization_id = any ((select reach())::text[]));
alter table mails enable row level security, force row level security;
create policy see on mails for select using (organization_id = any ((select reach())::text[]));
create policy add on mails for insert with check (organization_id = any ((select reach())::text[]));
create policy change on mails for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on mails for delete using (organization_id = any ((select reach())::text[]));

grant select, insert, update, delete on idempotent_answers, mails to keyholder_app;

-- The embedded inbox: only in demo mode does anything arrive here.
create table platform.inbox (
  id          bigint      generated always as identity primary key,
  received_at timestamptz not null default now(),
  sender      text        not null,
  recipient   text        not null,
  subject     text        not null,
  body        text        not null
);
grant select, insert, delete on platform.inbox to keyholder_app;
