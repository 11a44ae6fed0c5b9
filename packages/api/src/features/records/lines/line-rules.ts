import { line } from '@steward/shared';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const NO_RANGE =
  'Must be an IP address such as 203.0.113.8, or a range such as 203.0.113.8/29 or 2001:db8:40::/48.';
/** Nothing larger is given to one line. */
const LARGEST = { ipv4: 16, ipv6: 32 } as const;
const MOST_RANGES = 32;

/** An IP address or range, in the one way in which it is written; a range is named by its first address. */
export const ipRange = () =>
  z
    .string()
    .trim()
    .max(60, NO_RANGE)
    .transform((text, context) => {
      const refuse = (message: string) => {
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      };
      const [host = '', length] = text.split('/');
      if (!ipaddr.IPv4.isValidFourPartDecimal(host) && !ipaddr.IPv6.isValid(host)) return refuse(NO_RANGE);
      const address = ipaddr.parse(host);
      if (host.includes('%') || address.range() === 'ipv4Mapped') return refuse(NO_RANGE);
      const written = spelt(address);
      if (length === undefined) return written;
      if (!ipaddr.isValidCIDR(text)) return refuse(NO_RANGE);
      const bits = Number(length);
      const first = spelt(
        address.kind() === 'ipv4'
          ? ipaddr.IPv4.networkAddressFromCIDR(text)
          : ipaddr.IPv6.networkAddressFromCIDR(text),
      );
      if (first !== written)
        return refuse(`Must begin with the first address of the range: ${first}/${bits}.`);
      if (bits < LARGEST[address.kind()]) return refuse(`May be at most a /${LARGEST[address.kind()]}.`);
      return bits === (address.kind() === 'ipv4' ? 32 : 128) ? written : `${written}/${bits}`;
    });

const spelt = (address: ipaddr.IPv4 | ipaddr.IPv6): string =>
  address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();

/** The addresses that a line has, each once. */
export const ipRanges = () =>
  z
    .array(ipRange())
    .max(MOST_RANGES, `May be at most ${MOST_RANGES}.`)
    .transform((all) => [...new Set(all)]);

/** An address that is being looked for; undefined for text that is none. */
export const soughtAddress = (text: string): string | undefined =>
  ipaddr.IPv4.isValidFourPartDecimal(text) || (ipaddr.IPv6.isValid(text) && !text.includes('%'))
    ? text
    : undefined;

export const supplier = () => line(80);
/** As the supplier writes it on its bills: BBEU12345678. */
export const reference = () => line(60).transform((text) => text.toUpperCase());
export const mbps = () =>
  z
    .number()
    .int('Must be a whole number of Mbit/s.')
    .min(1, 'Must be at least 1 Mbit/s.')
    .max(1_000_000, 'May be at most 1,000,000 Mbit/s.');
