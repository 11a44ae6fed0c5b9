import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';

/** Removes a mail domain in which no address is allocated. Its result is the id that is gone. [U1] */
export const removeDomain = verb({
  name: 'removeDomain',
  permission: 'DOMAIN_WRITE',
  input: input('RemoveDomainInput', { id: id() }),
  async run(scope, { id: domainId }) {
    // The lock keeps new addresses from being allocated while the existing ones are counted.
    const [domain] = await scope.sql<{ name: string; resellerId: string; companyId: string }>(
      `select name, reseller_id as "resellerId", company_id as "companyId" from domain where id = $1 for update`,
      [domainId],
    );
    if (!domain) throw await notLocked(scope, 'domain', domainId);
    const [used] = await scope.sql<{ count: number }>(
      'select count(*)::int as count from email_address where domain_id = $1',
      [domainId],
    );
    if (used?.count) {
      const addresses = used.count === 1 ? '1 address is' : `${used.count} addresses are`;
      throw conflict(`${addresses} allocated in ${domain.name}: release them first.`, 'id');
    }
    await scope.sql('delete from domain where id = $1', [domainId]);
    const { name: reference, ...tenancy } = domain;
    return { result: domainId, subject: { type: 'Domain', id: domainId, ...tenancy, reference } };
  },
});
