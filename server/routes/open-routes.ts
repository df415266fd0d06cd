import type { Routes } from '../deps.ts';
import { accessRequestPages } from './open/access-request-pages.ts';
import { enrolmentRoutes } from './open/enrolment-routes.ts';
import { factsRoutes } from './open/facts-routes.ts';
import { journalRoutes } from './open/journal-routes.ts';

/** Every file of routes on the open listener; test/server/listeners/open-listener.test.ts names each of them. */
export const openRoutes: readonly Routes[] = [accessRequestPages, enrolmentRoutes, factsRoutes, journalRoutes];
