import ipaddr from 'ipaddr.js';

/** All IPv6 addresses that IANA has given out for the public internet are of this block. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** What kind of address it is, as IANA's registries say; an IPv4 address inside an IPv6 one counts as itself. */
function rangeOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'invalid';
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  return parsed instanceof ipaddr.IPv6 && range === 'unicast' && !parsed.match(GLOBAL_IPV6)
    ? 'reserved'
    : range;
}

/** True for an address of the public internet: no private, loopback, link-local (metadata), shared or reserved one. */
export function isPublic(address: string): boolean {
  return rangeOf(address) === 'unicast';
}

export function isLoopback(address: string): boolean {
  return rangeOf(address) === 'loopback';
}
