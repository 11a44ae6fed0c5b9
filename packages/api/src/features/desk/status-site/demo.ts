import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { publishStatusSite } from './publish-status-site.ts';

/** Northwind has a page in its own name, and waits for a host name of its own. */
async function present(demonstration: Demonstration): Promise<void> {
  const northwind = await actAs(demonstration, 'admin@northwind.example');
  await perform(northwind, publishStatusSite, { slug: 'northwind', hostName: 'status.northwind.example' });
}

export const demo: DemoPart = { present };
