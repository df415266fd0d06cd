import { expect, test } from 'vitest';
import type { QuarantineList } from '../../../contracts/quarantine.ts';
import { hospitalNumberSystem } from '../../../server/demo/hospital.ts';
import { aDicomInstance } from '../../builders/dicom.ts';
import { aPatient, aTransaction } from '../../builders/fhir.ts';
import { activateLink } from '../fhir/activate-link.ts';
import { openTestHospital, testAccounts } from '../support/test-hospital.ts';
import { hasOrthanc, openOrthanc } from './orthanc.ts';

test.skipIf(!hasOrthanc())(
  'a hospital that is told of its PACS looks at it by itself, shows its images over mutual TLS, and says when it is down [R25]',
  async () => {
    const orthanc = await openOrthanc();
    const { url, authorization } = orthanc;
    const hospital = await openTestHospital({ pacs: { url, authorization, seconds: 1 } });
    try {
      const patient = aPatient({ number: 'HOSP-0007' });
      const [, number] = patient.identifier ?? [];
      const known = {
        ...patient,
        identifier: [...(patient.identifier ?? []).slice(0, 1), { ...number, system: hospitalNumberSystem }],
      };
      const sent = await hospital.system.ask('POST', '/fhir', {
        body: aTransaction(known),
        headers: { 'content-type': 'application/fhir+json' },
      });
      expect(sent.status).toBe(200);
      const file = aDicomInstance({ study: '2.25.7901', patientId: 'HOSP-0007' });
      await orthanc.put(file);
      const physician = await hospital.signIn('physician');
      await activateLink(hospital.test, testAccounts.physician.id, patient.id);
      const ask = () =>
        physician.ask<{ items: { kind: string; study?: string }[] }>('GET', `/api/patients/${patient.id}/manifest`);
      await expect
        .poll(
          async () => (await ask()).body.items.filter(({ kind }) => kind === 'instance').map(({ study }) => study),
          {
            timeout: 20_000,
          },
        )
        .toEqual(['2.25.7901']);
      const helpdesk = await hospital.signIn('helpdesk');
      const { body } = await helpdesk.ask<QuarantineList>('GET', '/api/quarantine');
      expect(body.total.pacs).toMatchObject({ studies: 1, unmatched: 0, failure: null });
      expect(hospital.logLines.join('')).not.toContain(authorization);
      await orthanc.stop();
      await expect
        .poll(async () => (await helpdesk.ask<QuarantineList>('GET', '/api/quarantine')).body.total.pacs?.failure, {
          timeout: 20_000,
        })
        .toBe('pacs-unavailable');
      expect((await ask()).body.items.filter(({ kind }) => kind === 'instance')).toHaveLength(1);
    } finally {
      await hospital.close();
      await orthanc.close();
    }
  },
  90_000,
);
