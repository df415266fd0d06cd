import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openSharedTestdata } from '../support/shared-testdata.ts';
import { readThroughCanvas } from './viewer-canvas.ts';
import { openViewerWindow, type ViewerWindow } from './viewer-window.ts';

/** Real files by what they exercise; their expected pixels stand in reference/ beside them. All have square pixels and one sample layout. */
const files = [
  'cornerstone/CTImage.dcm',
  'cornerstone/CTImage.dcm_BigEndianExplicitTransferSyntax_1.2.840.10008.1.2.2.dcm',
  'cornerstone/CTImage.dcm_DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99.dcm',
  'cornerstone/CTImage.dcm_JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90.dcm',
  'cornerstone/CTImage.dcm_JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80.dcm',
  'cornerstone/CTImage.dcm_JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57.dcm',
  'wg04/CT1_J2KR.dcm',
  'wg04/CT1_RLE.dcm',
  'wg04/MR1_JPLL.dcm',
  'wg04/XA1_JLSL.dcm',
  'wg04/US1_RLE.dcm',
  'wg04/NM1_UNC.dcm',
  'generated/htj2k/XA1_htj2k_201.dcm',
];

const data = openSharedTestdata();
test.skip(data === null, '../shared/testdata.tar.xz is not there');

let opened: ViewerWindow;
test.beforeAll(async () => {
  opened = await openViewerWindow();
  await opened.page.evaluate(() => window.harness.prepare());
});
test.afterAll(() => opened?.close());

interface Reference {
  readonly decoders: Readonly<Record<string, string | { readonly sha256?: string }>>;
}

for (const file of data === null ? [] : files) {
  test(`shows every pixel of the real file ${file} as the reference decoders do [C4]`, async () => {
    const references: Record<string, Reference> = JSON.parse(
      readFileSync(join(data ?? '', 'reference', 'dicom-reference.shared.json'), 'utf8'),
    );
    const reference = references[`dicom/${file}`];
    const hashes = Object.values(reference?.decoders ?? {}).flatMap((one) =>
      typeof one === 'string' ? one : (one.sha256 ?? []),
    );
    const read = await readThroughCanvas(opened.page, join(data ?? '', 'dicom', file), 256);
    expect(hashes.length).toBeGreaterThan(0);
    expect({ ...read, sha256: hashes.includes(read.sha256) ? 'as a reference decoder' : read.sha256 }).toEqual({
      phase: 'ready',
      reason: '',
      sha256: 'as a reference decoder',
      missing: 0,
    });
  });
}
