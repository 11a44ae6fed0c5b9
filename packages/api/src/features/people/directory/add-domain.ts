import { domainName, id, newId, optional } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from './chosen-company.ts';
import { Domain } from './domain.entity.ts';
import { canonicalDomain, unownable } from './domain-name.ts';
import { newRecordValue, nextCheck, recordNameOf } from './domain-record.ts';
import { queueProofs } from './find-domains-to-prove.ts';

/**
 * Adds a mail domain to a company, waiting for the record that proves it. Others may wait for the same one; whoever sets the
 * record gets it. [U1]
 */
export const addDomain = verb({
  name: 'addDomain',
  permission: 'DOMAIN_WRITE',
  input: input('AddDomainInput', { companyId: optional(id()), name: domainName() }),
  async run(scope, { companyId, name: given }) {
    const company = await chosenCompany(scope, companyId);
    const name = canonicalDomain(given);
    const reason = unownable(name);
    if (reason) throw invalid('name', reason);
    const domainId = newId();
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    await scope.insert(Domain, {
      id: domainId,
      ...tenancy,
      name,
      state: 'WAITING',
      recordName: recordNameOf(name),
      recordValue: newRecordValue(),
      provedAt: null,
      checkedAt: null,
      nextCheckAt: nextCheck(scope.now, scope.now),
      problem: null,
      createdAt: scope.now,
    });
    await queueProofs(scope, [{ resellerId: company.resellerId, domainId }]);
    return { result: domainId, subject: { type: 'Domain', id: domainId, ...tenancy, reference: name } };
  },
});
