import { z } from 'zod';
import { DocumentRef } from './identifiers.ts';

/** What must be seen before anything else in a record [X18]. Null is always « not known », never « none ». */
export const atTheTop = {
  /** The stay that lasts; null when none does. */
  inHospital: z
    .strictObject({
      document: DocumentRef,
      site: z.string(),
      ward: z.string().nullable(),
      since: z.string().nullable(),
      physician: z.string().nullable(),
      phone: z.string().nullable(),
    })
    .nullable(),
  /** Those to come, the next first. */
  appointments: z.array(z.strictObject({ document: DocumentRef, at: z.string(), title: z.string() })),
  /** The gravest first; a substance is null where the source names none. The list is null while an allergy is not copied or not readable: never to be taken for « none ». */
  allergies: z
    .array(z.strictObject({ substance: z.string().nullable(), reaction: z.string().nullable(), severe: z.boolean() }))
    .nullable(),
  /** What the source says of having none (`No known allergy`), in its own words; null when it says no such thing. */
  noAllergy: z.string().nullable(),
  /**
   * What the patient takes: as it was set at the end of the last stay (`discharge`, with its day) where the hospital says so, else what it holds as
   * current. Null while one of them is not copied or not readable.
   */
  medication: z
    .strictObject({
      of: z.enum(['discharge', 'current']),
      at: z.string().nullable(),
      lines: z.array(z.strictObject({ document: DocumentRef, name: z.string(), dosage: z.string().nullable() })),
    })
    .nullable(),
} as const;
export type AtTheTop = { readonly [Name in keyof typeof atTheTop]: z.infer<(typeof atTheTop)[Name]> };
