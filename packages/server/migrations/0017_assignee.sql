-- The id of an assignee is written like every other column, so that a whole row can be written too.
alter table incidents alter column assignee_id drop expression;
