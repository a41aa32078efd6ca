-- What an API token is narrowed to: never more than its person has at the moment of use (A16, A17, D28). Null: not narrowed.
alter table api_tokens add column permissions text[] check (cardinality(permissions) > 0);
alter table api_tokens add column customers text[] check (cardinality(customers) > 0);  -- org_…, the own organization among them where it is meant
