/** Implementation Class UID (0002,0012): made of a random UUID (PS3.5 B.2). */
export const implementationClassUid = '2.25.322493601893841768189784911581741027898';
/** Implementation Version Name (0002,0013). */
export const implementationVersion = 'PASSERELLE_1';

/**
 * Preamble and File Meta Information (PS3.10 7.1) before a data set that came over the network. The same object sent again has the same
 * header: neither time nor sender stands in it.
 */
export function toPart10Header(sopClass: string, instance: string, transferSyntax: string): Buffer {
  const meta = Buffer.concat([
    toElement(0x01, 'OB', Buffer.from([0, 1])),
    toElement(0x02, 'UI', Buffer.from(sopClass)),
    toElement(0x03, 'UI', Buffer.from(instance)),
    toElement(0x10, 'UI', Buffer.from(transferSyntax)),
    toElement(0x12, 'UI', Buffer.from(implementationClassUid)),
    toElement(0x13, 'SH', Buffer.from(implementationVersion)),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), toElement(0x00, 'UL', length), meta]);
}

/** An element of group 2, explicit VR little endian. */
function toElement(element: number, vr: string, value: Buffer): Buffer {
  const even = value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.from(vr === 'UI' ? '\0' : ' ')]);
  const head = Buffer.alloc(vr === 'OB' ? 12 : 8);
  head.writeUInt16LE(2, 0);
  head.writeUInt16LE(element, 2);
  head.write(vr, 4, 'latin1');
  if (vr === 'OB') head.writeUInt32LE(even.length, 8);
  else head.writeUInt16LE(even.length, 6);
  return Buffer.concat([head, even]);
}
