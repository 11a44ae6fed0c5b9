import { id, newId, optional } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { hashSecret, newSecret } from '../identity/index.ts';
import { AccessLink } from './access-link.entity.ts';

/**
 * Gives a company or reseller the link by which people ask for access; a link that was there before is no longer good. Left
 * out, it is one's own tenant. [I6]
 */
export const renewAccessLink = verb({
  name: 'renewAccessLink',
  permission: 'REQUEST_DECIDE',
  input: input('RenewAccessLinkInput', { companyId: optional(id()), resellerId: optional(id()) }),
  async run(scope, { companyId, resellerId }) {
    const tenancy = await tenantOf(scope, companyId, resellerId);
    // Two at the same moment: the second waits here and replaces the link of the first.
    await scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `access link ${tenancy.companyId ?? tenancy.resellerId}`,
    ]);
    await scope.sql('delete from access_link where reseller_id = $1 and company_id is not distinct from $2', [
      tenancy.resellerId,
      tenancy.companyId,
    ]);
    const token = newSecret();
    const link = { id: newId(), ...tenancy, token, tokenHash: hashSecret(token), createdAt: scope.now };
    await scope.insert(AccessLink, link);
    return { result: link.id, subject: { type: 'AccessLink', id: link.id, ...tenancy } };
  },
});

/** The tenant that is meant; NOT_FOUND for one that is not the actor's to look after. */
async function tenantOf(
  scope: Scope,
  companyId: string | null,
  resellerId: string | null,
): Promise<{ resellerId: string; companyId: string | null }> {
  const own = scope.actor.kind === 'member' ? scope.actor : null;
  const meant = companyId ?? own?.companyId;
  if (meant) {
    if (resellerId) throw notFound('reseller');
    const company = await scope.load(Company, meant);
    return { resellerId: company.resellerId, companyId: company.id };
  }
  const reseller = await scope.load(Reseller, resellerId ?? own?.resellerId ?? '');
  if (reseller.isPlatform)
    throw conflict('Staff of the platform are invited; there is no link by which to ask.', 'resellerId');
  return { resellerId: reseller.id, companyId: null };
}
