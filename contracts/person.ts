import { z } from 'zod';
import { PhoneService, WrittenPhoneService } from './helpdesk-numbers.ts';
import { PersonId } from './identifiers.ts';

/** Who signs in. The patient has no account. */
export const Role = z.enum(['physician', 'director', 'desk', 'helpdesk']);
export type Role = z.infer<typeof Role>;

/** A person as the window shows it; `login` is the NIHDI number for a physician, a staff name otherwise. */
export const Person = z.strictObject({
  id: PersonId,
  role: Role,
  login: z.string().min(1).max(64),
  name: z.string(),
  nihdi: z.string().nullable(),
});
export type Person = z.infer<typeof Person>;

/** What the hospital says of itself; kept on the PC so that help is one click away offline too. What a newer hospital says beside is left out. */
export const HospitalFacts = z.object({
  name: z.string(),
  address: z.array(z.string()),
  director: z.string(),
  helpdesk: PhoneService,
  itDepartment: PhoneService,
});
export type HospitalFacts = z.infer<typeof HospitalFacts>;

/** `hospital.json`, as the hospital writes it: a word that is not known is a mistake. */
export const HospitalFile = z.strictObject({
  ...HospitalFacts.shape,
  helpdesk: WrittenPhoneService,
  itDepartment: WrittenPhoneService,
});
