/** Which addresses Serai may be sent to: public ones only, so that nobody reads the inside of a house through it. */
import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

/** Every place a name stands for, each checked; the connection is made to these and no others. */
export interface Place {
  address: string;
  family: 4 | 6;
}
/** Null: public. Else what kind of address it is. */
export type AddressCheck = (address: string) => string | null;

/** Of the Internet at large: not of this machine, this network, a provider's inside, a test or a way through to one of those. */
export const publicOnly: AddressCheck = (address) => {
  if (!ipaddr.isValid(address)) return 'no address';
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv6') {
    const six = parsed as ipaddr.IPv6;
    // Addresses that carry an IPv4 address lead to it: by a translator, a tunnel or the system itself.
    if (six.isIPv4MappedAddress()) return `an IPv4 address in IPv6 form (${six.toIPv4Address().toString()})`;
    const other = sixBlocks.find(({ block }) => six.match(block));
    if (other) return other.kind;
    // What is not handed out to anybody is nobody's public address.
    if (!six.match(globalUnicast)) return 'not of the public range';
  } else if (fourBlocks.some((block) => (parsed as ipaddr.IPv4).match(block))) return 'set aside';
  const range = parsed.range();
  return range === 'unicast' ? null : (named[range] ?? range);
};

const named: Partial<Record<string, string>> = {
  private: 'private',
  uniqueLocal: 'private',
  loopback: 'of this machine',
  unspecified: 'of this machine',
  linkLocal: 'link-local',
  carrierGradeNat: "of a provider's inside",
  multicast: 'multicast',
  broadcast: 'broadcast',
  reserved: 'set aside',
};

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
const sixBlocks = [
  ['64:ff9b::/96', 'a translated IPv4 address (NAT64)'],
  ['64:ff9b:1::/48', 'a translated IPv4 address (NAT64)'],
  ['::/96', 'an IPv4 address in IPv6 form'],
  ['::ffff:0:0:0/96', 'a translated IPv4 address'],
  ['2002::/16', 'a tunnelled IPv4 address (6to4)'],
  ['2001::/23', 'set aside'],
  ['2001:db8::/32', 'of documentation'],
  ['3fff::/20', 'of documentation'],
  ['5f00::/16', 'set aside'],
].map(([cidr = '', kind = '']) => ({ block: ipaddr.IPv6.parseCIDR(cidr), kind }));
/** Beyond what ipaddr.js knows by name: IETF protocol assignments, AS112, 6to4 relays, and a cloud's own address of metadata. */
const fourBlocks = [
  '192.0.0.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.175.48.0/24',
  '168.63.129.16/32',
  '100.100.100.200/32',
].map((cidr) => ipaddr.IPv4.parseCIDR(cidr));

export type Resolve = (name: string) => Promise<Place[]>;
export const resolveName: Resolve = async (name) =>
  (await lookup(name, { all: true, verbatim: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));

/** Addresses are shown to everybody, and stand in the ledger for ever: a name or password has no place in one. */
export function holdsCredentials(address: string | URL): boolean {
  const { username, password } = new URL(address);
  return username !== '' || password !== '';
}
