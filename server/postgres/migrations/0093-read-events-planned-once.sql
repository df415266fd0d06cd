-- Planned anew at each call, as PostgreSQL prefers for a range whose ends it knows, the plan cost three times what the reading costs.
alter function api.read_events(bytea, bytea, bigint) set plan_cache_mode = force_generic_plan;
