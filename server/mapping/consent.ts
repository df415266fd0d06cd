import type { Consent } from '@medplum/fhirtypes';
import { nihdiSystem } from '../../contracts/identifiers.ts';
import type { TherapeuticLink } from '../../contracts/link.ts';

/** A link with what was signed, as `listConsents` of server/store/link-store.ts reads it. */
export interface SignedLink extends TherapeuticLink {
  readonly physician: { readonly name: string; readonly nihdi: string };
  /** `YYYY-MM-DD` in Europe/Brussels, null before the signature. */
  readonly signedOn: string | null;
  /** The form printed last, after the signature the signed one. */
  readonly form: { readonly reference: string; readonly sha256: string } | null;
}

const consentScope = 'http://terminology.hl7.org/CodeSystem/consentscope';
const actReason = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';
const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
const participation = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';
const consentAction = 'http://terminology.hl7.org/CodeSystem/consentaction';

/**
 * A therapeutic link as FHIR Consent (IHE PCF): opt-in, permitting one physician access for treatment during a period; whatever
 * is not permitted is denied. A link that reads nothing is never `active`, and does not say why. FHIR's Attachment.hash is
 * SHA-1, so the SHA-256 of the form is an identifier.
 */
export function toConsent(link: SignedLink, hospital: { readonly name: string }): Consent {
  const patient = { reference: `Patient/${link.patient.id}` };
  return {
    resourceType: 'Consent',
    id: link.id,
    ...(link.form === null
      ? {}
      : {
          identifier: [
            { system: 'urn:passerelle:consent-form', value: link.form.reference },
            { system: 'urn:passerelle:consent-form:sha256', value: link.form.sha256 },
          ],
        }),
    status: toStatus(link),
    scope: { coding: [{ system: consentScope, code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0', display: 'Consent' }] }],
    patient,
    ...(link.signedOn === null ? {} : { dateTime: link.signedOn }),
    performer: [patient],
    organization: [{ display: hospital.name }],
    policy: [{ uri: `urn:passerelle:consent-text:${link.consentVersion}` }],
    policyRule: { coding: [{ system: actCode, code: 'OPTIN' }] },
    ...(link.signedOn === null
      ? {}
      : { verification: [{ verified: true, verifiedWith: patient, verificationDate: link.signedOn }] }),
    provision: {
      type: 'permit',
      ...(link.signedOn === null || link.validUntil === null
        ? {}
        : { period: { start: link.signedOn, end: link.validUntil } }),
      actor: [
        {
          role: { coding: [{ system: participation, code: 'PRCP' }] },
          reference: {
            type: 'Practitioner',
            identifier: { system: nihdiSystem, value: link.physician.nihdi },
            display: link.physician.name,
          },
        },
      ],
      action: [{ coding: [{ system: consentAction, code: 'access' }] }],
      purpose: [{ system: actReason, code: 'TREAT' }],
    },
  };
}

function toStatus({ state, readable }: TherapeuticLink): 'draft' | 'proposed' | 'active' | 'inactive' {
  switch (state) {
    case 'draft':
      return 'draft';
    case 'printed':
      return 'proposed';
    case 'active':
      return readable ? 'active' : 'inactive';
    case 'expired':
    case 'ended':
      return 'inactive';
  }
}
