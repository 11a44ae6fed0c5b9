import { domainName, newId, optional } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import {
  canonicalDomain,
  newRecordValue,
  nextCheck,
  recordNameOf,
  unownable,
} from '../../people/directory/index.ts';
import { keeperOf } from '../status/index.ts';
import { StatusSite } from './site.entity.ts';
import { PLATFORM_KEY } from './standing.ts';

const slug = () =>
  z
    .string()
    .trim()
    .toLowerCase()
    .regex(
      /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/,
      'Must be of letters, digits and hyphens, such as northwind-it.',
    )
    .refine(
      (text) => text !== PLATFORM_KEY,
      'Another page has this address already: add what tells you apart, such as your town.',
    );

/**
 * Publishes the status page of whoever acts, or changes where it is: a reseller's under an address here, and under a host name of its own once a
 * record in it proves that it is theirs. What the page says is what is public of their services and the platform's. [N4] [T8]
 */
export const publishStatusSite = verb({
  name: 'publishStatusSite',
  permission: 'STATUS_WRITE',
  input: input('PublishStatusSiteInput', { slug: optional(slug()), hostName: optional(domainName()) }),
  async run(scope, { slug: address, hostName }, { publicUrl }) {
    const keeper = keeperOf(scope);
    if (keeper.byPlatform && address)
      throw invalid('slug', 'Must be left out: the platform’s page is at /status.');
    if (!keeper.byPlatform && !address)
      throw invalid('slug', 'Must say the last part of the page’s address.');
    const host = hostName ? canonicalDomain(hostName) : null;
    const reason = host && unownable(host);
    if (reason) throw invalid('hostName', reason);
    if (host && host === new URL(publicUrl).hostname)
      throw invalid('hostName', 'Must be a name of its own: the console is here.');
    const [former] = await scope.sql<{ id: string; hostName: string | null }>(
      'select id, host_name as "hostName" from status_site where reseller_id = $1 for update',
      [keeper.resellerId],
    );
    if (host && host !== former?.hostName) {
      const [other] = await scope.sql<{ taken: boolean }>('select status_host_taken($1) as taken', [host]);
      if (other?.taken)
        throw invalid('hostName', 'Must be another one: somebody else has proved that this is theirs.');
    }
    const about = {
      hostName: host,
      recordName: host && recordNameOf(host),
      recordValue: host && newRecordValue(),
      hostSince: host ? scope.now : null,
      nextCheckAt: host ? nextCheck(scope.now, scope.now) : null,
      provedAt: null,
      checkedAt: null,
      problem: null,
    };
    const siteId = former?.id ?? newId();
    if (former) {
      const site = await scope.load(StatusSite, siteId);
      Object.assign(site, { slug: address ?? null }, host === former.hostName ? {} : about);
    } else
      await scope.insert(StatusSite, {
        id: siteId,
        ...keeper,
        ...about,
        slug: address ?? null,
        createdAt: scope.now,
      });
    return {
      result: siteId,
      subject: {
        type: 'StatusSite',
        id: siteId,
        resellerId: keeper.resellerId,
        reference: host ?? address ?? '/status',
      },
    };
  },
});
