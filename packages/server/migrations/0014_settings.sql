-- Pro management settings of a customer. What is null, like a missing row, is the platform's usual value.
create table customer_settings (
  organization_id      text    not null references organizations on delete cascade,
  change_request_days  integer check (change_request_days between 1 and 30),   -- until a request nobody decided expires (D39)
  enrolment_key_days   integer check (enrolment_key_days between 1 and 7),     -- from issue to expiry (D54)
  silent_after_minutes integer check (silent_after_minutes between 1 and 1440),
  version              integer not null default 1,
  primary key (organization_id)
);
alter table customer_settings enable row level security, force row level security;
create policy see on customer_settings for select using (organization_id = any ((select reach())::text[]));
create policy add on customer_settings for insert with check (organization_id = any ((select reach())::text[]));
create policy change on customer_settings for update using (organization_id = any ((select reach())::text[])) with check (organization_id = any ((select reach())::text[]));
create policy remove on customer_settings for delete using (organization_id = any ((select reach())::text[]));
grant select, insert, update, delete on customer_settings to keyholder_app;
