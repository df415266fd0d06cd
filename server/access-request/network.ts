import { isIPv6 } from 'node:net';

/** What the limits count by: an IPv4 address, or the /64 that one IPv6 line is given whole. */
export function toNetwork(address: string): string {
  return toPrefix(address, 4);
}

/** The /48 that one customer of a provider may be given, with 65,536 lines in it; of IPv4 the address itself. */
export function toSite(address: string): string {
  return toPrefix(address, 3);
}

function toPrefix(address: string, count: number): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: gap }, () => '0'), ...right];
  return `${groups
    .slice(0, count)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/${count * 16}`;
}
