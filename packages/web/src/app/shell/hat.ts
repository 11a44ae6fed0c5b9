import type { Viewer } from '../../data/viewer.ts';
import { words } from '../../lib/words.ts';

/** As what one is here: at whom, and in which role. An end user has no role to tell apart, nor has whoever is in for support. */
export function hatOf({ level, company, reseller, roleName }: Viewer): { tenant: string; as: string } {
  const tenant = company?.name ?? reseller.name;
  if (level === 'END_USER') return { tenant, as: words(level) };
  return { tenant, as: level === 'PLATFORM' ? `${words(level)}, ${roleName}` : roleName };
}
