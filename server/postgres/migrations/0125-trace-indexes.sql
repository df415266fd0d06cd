-- Any filter of the trace answers in the time its page takes, however long the trace is [R21]. Appending is on the way of every answer:
-- what each index costs there is measured by `npm run bench -- trace` and said in docs/adr/0125.

-- Newest first, by the hospital's clock: the order of every page. Entries come in that order, so the next one goes to the last leaf.
create index entry_at on trace.entry (at, writer, seq);
-- Copies are most of a trace and on the way of most answers: they are found along the index above.
create index entry_kind on trace.entry (kind, at) where kind <> 'copied';
-- The PC, cut out of the text: to read it as JSON costs six times as much. JSON escapes a quotation mark inside a text, so that nothing
-- else in an entry can look like the name of a member or like its value.
create index entry_pc on trace.entry (nullif(split_part(split_part(body, '"pc":"', 2), '"', 1), ''), at);
-- What was refused or went wrong, whatever its kind.
create index entry_refused on trace.entry (at) where position('"outcome":"ok"' in body) = 0;
-- Looks alone, by person: they come with the journals of PCs, never on the way of an answer.
create index entry_look on trace.entry (person, at) where kind = 'looked-at';
