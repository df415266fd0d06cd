import type { Appointment } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { openValidator } from '../../../../server/fhir/validate.ts';
import { siu, type SIUWish } from '../../../builders/hl7.ts';
import { toFilingOf } from './shown-record.ts';

function appointmentOf(message: string): Appointment | undefined {
  return toFilingOf(message)
    .resources.map(({ resource }) => resource)
    .find((one): one is Appointment => one.resourceType === 'Appointment');
}
const of = (event: string, wish: SIUWish = {}): Appointment | undefined => appointmentOf(siu(event, wish));

test('tells of an appointment what, when, with whom and where [R22]', () => {
  const made = of('S12', { instruction: 'À jeun.' });
  expect(openValidator()(made, 'Appointment')).toEqual([]);
  expect(made).toEqual({
    resourceType: 'Appointment',
    identifier: [{ system: 'https://saint-exemple.example/identifiant/rendez-vous', value: 'RV-0001' }],
    status: 'booked',
    serviceType: [
      { coding: [{ code: 'CARD', display: 'Consultation de cardiologie' }], text: 'Consultation de cardiologie' },
    ],
    description: 'Consultation de cardiologie',
    start: '2026-03-16T10:30:00+01:00',
    end: '2026-03-16T09:50:00.000Z',
    comment: 'À jeun.',
    participant: [
      { actor: { reference: 'urn:filing:Patient' }, status: 'accepted' },
      {
        actor: {
          type: 'Practitioner',
          identifier: {
            system: 'https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/nihdi-professional',
            value: '19990010000',
          },
          display: 'Dr Étienne Collin',
        },
        status: 'accepted',
      },
      { actor: { display: 'Site du Parc, Route 34' }, status: 'accepted' },
    ],
  });
});

test('moves, cancels, deletes and misses an appointment under its number [R22]', () => {
  expect(['S12', 'S13', 'S14', 'S15', 'S16', 'S26'].map((event) => of(event)?.status)).toEqual([
    'booked',
    'booked',
    'booked',
    'cancelled',
    'cancelled',
    'noshow',
  ]);
  const [booked] = toFilingOf(siu('S12')).resources;
  expect([toFilingOf(siu('S13', { start: '202604011000' })).resources[0]?.key, toFilingOf(siu('S17')).removed]).toEqual(
    [
      booked?.key,
      [expect.objectContaining({ type: 'Appointment', key: booked?.key, set: { status: 'entered-in-error' } })],
    ],
  );
});

test('cancels an appointment whose time is no longer said, and refuses to book one [R25]', () => {
  const timeless = (event: string) => siu(event, { start: '' });
  expect(toFilingOf(timeless('S15')).removed.map(({ set }) => set)).toEqual([{ status: 'cancelled' }]);
  expect(() => toFilingOf(timeless('S12'))).toThrow('quand il a lieu');
  expect(() => toFilingOf(siu('S12').replaceAll('RV-0001', '').replace('|D-|', '||'))).toThrow('numéro');
});
