-- The decision point signs its metadata by keys of its own, not by those of the embedded provider, which may not be in use.
alter table platform.signing_keys drop constraint signing_keys_purpose_check;
alter table platform.signing_keys add constraint signing_keys_purpose_check check (purpose in ('oidc', 'cookies', 'audit', 'decisions'));
