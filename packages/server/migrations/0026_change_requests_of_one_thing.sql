-- What waits for one room, ring or assignment is asked for on each of their pages (D36), and there may be very many requests beside it.
create index change_requests_of_target on change_requests (target_id, organization_id, requested_at desc, id desc);
