import { describe, expect, it } from 'vitest';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { toEntryBytes } from '../../../src-main/hospital/bundle-entries.ts';
import { makeEventParser, type ReceivedEvent } from '../../../src-main/hospital/event-stream.ts';
import { toAnswerFailure, toNetworkFailure } from '../../../src-main/hospital/failures.ts';
import { toSinglePart } from '../../../src-main/hospital/multipart.ts';
import { fc } from '../../support/property.ts';

const wrap = (bytes: Uint8Array, head = 'Content-Type: application/dicom'): Buffer =>
  Buffer.concat([Buffer.from(`--b\r\n${head}\r\n\r\n`), bytes, Buffer.from('\r\n--b--\r\n')]);

describe('an instance on the wire', () => {
  it('comes out of its multipart unchanged, whatever its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(
          Buffer.from(toSinglePart(wrap(bytes), 'multipart/related; type="application/dicom"; boundary=b')).equals(
            Buffer.from(bytes),
          ),
        ).toBe(true);
      }),
    );
  });

  it.each([
    ['no boundary', wrap(Buffer.of(1)), 'multipart/related'],
    ['a cut end', wrap(Buffer.of(1)).subarray(0, 40), 'multipart/related; boundary=b'],
    ['a length that lies', wrap(Buffer.of(1), 'Content-Length: 7'), 'multipart/related; boundary=b'],
    ['two parts', Buffer.from('--b\r\n\r\n\r\nx\r\n--b\r\n\r\ny\r\n--b--'), 'multipart/related; boundary=b'],
  ])('with %s is refused', (_what, body, type) => {
    expect(() => toSinglePart(body, type)).toThrow(ExpectedFailure);
  });
});

describe('a bundle on the wire', () => {
  it('gives each resource as the bytes that were sent', () => {
    const texts = [
      '{"resourceType":"A","v":5.90,"t":"}\\"{ \\\\"}',
      '{"resourceType":"B","contained":[{"x":{}}]}',
      '{ "resourceType" : "C" }',
    ];
    const bundle = `{"resourceType":"Bundle","entry":[${texts.map((text) => `{"fullUrl":"u","resource":${text},"search":{"mode":"match"}}`).join(',')}]}`;
    expect(toEntryBytes(Buffer.from(bundle)).map((bytes) => Buffer.from(bytes).toString())).toEqual(texts);
  });

  it('ends on any cut text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(toEntryBytes(Buffer.from(`"resource":{${text}`)).length).toBeLessThan(2);
      }),
    );
  });
});

describe('the push stream', () => {
  it('reads the same events however the text is cut', () => {
    const text =
      'id: 7\ndata: {"type":"links-changed"}\n\n: beat\n\nid: 8\r\ndata: {"type":"session-ended"}\r\n\r\ndata: nonsense\n\n';
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 8 }), (cuts) => {
        const received: ReceivedEvent[] = [];
        const parse = makeEventParser((one) => received.push(one));
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        for (let index = 1; index < places.length; index += 1) parse(text.slice(places[index - 1], places[index]));
        expect(received).toEqual([
          { id: '7', event: { type: 'links-changed' } },
          { id: '8', event: { type: 'session-ended' } },
          { id: '8', event: null },
        ]);
      }),
    );
  });
});

describe('a failure on the wire', () => {
  it.each([
    ['ECONNREFUSED', 'offline'],
    ['ENOTFOUND', 'offline'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'hospital-untrusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'hospital-untrusted'],
    ['CERT_NOT_YET_VALID', 'clock-wrong'],
    ['ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED', 'certificate-required'],
    ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED', 'certificate-required'],
  ])('%s is %s', (code, expected) => {
    expect(toNetworkFailure(Object.assign(new Error('x'), { code })).code).toBe(expected);
  });

  it('keeps the hospital’s own code, in JSON and in an OperationOutcome, and a status without one', () => {
    const outcome = { resourceType: 'OperationOutcome', issue: [{ details: { coding: [{ code: 'link-ended' }] } }] };
    expect(toAnswerFailure(403, Buffer.from('{"code":"link-not-active"}')).code).toBe('link-not-active');
    expect(toAnswerFailure(403, Buffer.from(JSON.stringify(outcome))).code).toBe('link-ended');
    expect(toAnswerFailure(404, Buffer.from('<html>')).code).toBe('not-found');
    expect(toAnswerFailure(500, Buffer.from('{"code":"no such code"}')).code).toBe('server-unavailable');
  });
});
