-- The organizations whose rows the current transaction may touch. Row security everywhere asks this function, once a statement.
create function reach() returns text
  language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('keyholder.reach', true), ''), '{}') $$;
grant execute on function reach() to keyholder_app;
