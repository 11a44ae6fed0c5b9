import { Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { hashSecret } from '../identity/index.ts';

export interface FoundAccessLink {
  reseller_id: string;
  /** Null: it is the reseller's own. */
  company_id: string | null;
  tenant_name: string;
  brand_name: string;
  accent_colour: string | null;
  logo: string | null;
}

/** Whose link has this secret; NOT_FOUND if it was renewed or switched off, or never was. */
export async function findAccessLink(scope: Scope, token: string): Promise<FoundAccessLink> {
  const [found] = await scope.sql<FoundAccessLink>('select * from find_access_link($1)', [hashSecret(token)]);
  if (!found)
    throw new Problem(
      'NOT_FOUND',
      'This link is no longer good. Ask whoever gave it to you for the present one.',
    );
  return found;
}
