import type { Routes } from '../deps.ts';

/** Every file of routes behind mutual TLS: add one line for yours. */
export const medicalRoutes: readonly Routes[] = [];
