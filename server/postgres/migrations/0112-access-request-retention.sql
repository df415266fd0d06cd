-- An accepted request that is cleared of what it is kept for no longer stays visible to the clearing itself; with 0110's policy the
-- cleared row was refused.
drop policy retention on identity.access_request;
create policy retention on identity.access_request for all
  using (identity.is_overdue(state, received_at, review_began_at, decided_at, crowded, follow_hash)
    or (state = 'accepted' and follow_hash is null));
