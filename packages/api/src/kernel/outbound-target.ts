import { lookup as lookupHost } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './outbound-address.ts';
import { OutboundError } from './outbound-error.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** Turns a host name into its addresses; asked once per request. */
export type ResolveHost = (hostname: string) => Promise<readonly ResolvedAddress[]>;

export interface OutboundTarget {
  readonly url: URL;
  /** Hands the connection the addresses that were checked, so that a second DNS answer cannot swap them. */
  readonly pinnedLookup: LookupFunction;
}

export const resolveHost: ResolveHost = (hostname) => lookupHost(hostname, { all: true });

/**
 * Checks where a request would go before anything is sent [S66].
 *
 * @param allowPrivate `host:port` entries (port always written) that may be plain http and may lie on a private network.
 * @throws {OutboundError} `blocked` for an address the product must not call, `network` when the name does not resolve.
 */
export async function checkTarget(
  rawUrl: string,
  allowPrivate: readonly string[],
  resolve: ResolveHost,
): Promise<OutboundTarget> {
  const url = parseUrl(rawUrl);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const trusted = allowPrivate.includes(`${url.hostname}:${port}`);
  if (url.protocol !== 'https:' && !trusted) {
    throw new OutboundError('blocked', 'The address must start with https://');
  }
  // The URL parser has already turned spellings such as 2130706433 and 0x7f.1 into plain addresses.
  const addresses = await publicAddresses(url.hostname.replace(/^\[|\]$/g, ''), trusted, resolve);
  return { url, pinnedLookup: pinTo(addresses) };
}

/** Where a connection that is no web request goes. */
export interface OutboundHost {
  /** The address that was checked: connect to this and to nothing else. */
  readonly address: string;
  /** The name by which its certificate is checked. */
  readonly servername: string;
  /** It need not be encrypted. Only the demonstration and tests have such. */
  readonly trusted: boolean;
}

/**
 * Checks a host that is spoken to by another protocol than the web's, before anything is sent [S66].
 *
 * @throws {OutboundError} as `checkTarget`.
 */
export async function checkHost(
  host: string,
  port: number,
  allowPrivate: readonly string[],
  resolve: ResolveHost = resolveHost,
): Promise<OutboundHost> {
  const trusted = allowPrivate.includes(`${host}:${port}`);
  // What a URL's parser takes for the same host: spellings of private addresses are no way round the check.
  const hostname = URL.parse(`https://${isIP(host) === 6 ? `[${host}]` : host}`)?.hostname;
  if (!hostname || /[/?#@\\]/.test(host)) {
    throw new OutboundError('blocked', 'The host must be a name such as directory.example.com');
  }
  const [first] = await publicAddresses(hostname.replace(/^\[|\]$/g, ''), trusted, resolve);
  return { address: (first as ResolvedAddress).address, servername: hostname, trusted };
}

/** The addresses of a host, of which none is private unless it is trusted. */
async function publicAddresses(
  hostname: string,
  trusted: boolean,
  resolve: ResolveHost,
): Promise<readonly ResolvedAddress[]> {
  const family = isIP(hostname);
  const addresses = family ? [{ address: hostname, family }] : await resolveOnce(hostname, resolve);
  // One private address among public ones is refused too: the connection may try any of them.
  if (!trusted && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw new OutboundError(
      'blocked',
      'The address must be on the public internet, not on a private or local network',
    );
  }
  return addresses;
}

function parseUrl(rawUrl: string): URL {
  const url = URL.parse(rawUrl);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new OutboundError(
      'blocked',
      'The address must be a full web address such as https://hooks.example.com/steward',
    );
  }
  if (url.username || url.password) {
    throw new OutboundError('blocked', 'The address must not contain a user name or password');
  }
  return url;
}

async function resolveOnce(hostname: string, resolve: ResolveHost): Promise<readonly ResolvedAddress[]> {
  const addresses = await resolve(hostname).catch((cause: unknown) => {
    throw new OutboundError('network', `The host name ${hostname} could not be found`, { cause });
  });
  if (addresses.length === 0) throw new OutboundError('network', `The host name ${hostname} has no address`);
  return addresses;
}

function pinTo(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all || !first) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
}
