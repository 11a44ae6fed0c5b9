import { Resolver } from 'node:dns/promises';

/** Looks names up. */
export interface Dns {
  /**
   * The TXT records of a name, each put together from its parts; none if the name or the record is not there. Undefined if
   * the name servers gave no answer that says so.
   */
  txt(name: string): Promise<readonly string[] | undefined>;
  /** Where a TXT record can be set by a click, if there is such a place. */
  recordPage: string | undefined;
}

declare module '../../../kernel/services.ts' {
  interface Services {
    dns: Dns;
  }
}

/** What name servers answer for what is not there. */
const NOT_THERE = ['ENOTFOUND', 'ENODATA'];

/**
 * Asks name servers, two tries of two seconds each.
 *
 * @param servers addresses such as `192.0.2.53` or `[2001:db8::53]:5353`; none: those of the machine
 */
export function dnsOf(servers: readonly string[], recordPage?: string): Dns {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (servers.length) resolver.setServers(servers);
  return {
    recordPage,
    async txt(name) {
      try {
        return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
      } catch (error) {
        return NOT_THERE.includes((error as NodeJS.ErrnoException).code ?? '') ? [] : undefined;
      }
    },
  };
}
