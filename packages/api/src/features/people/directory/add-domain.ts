import { domainName, id, newId, optional } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from './chosen-company.ts';
import { canonicalDomain, unownable } from './domain-name.ts';

/** Adds a mail domain to a company. A domain belongs to one company only. [U1] */
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
    // The holder may be another tenant, whose row is not visible: only the constraint knows.
    const added = await scope.sql(
      `insert into domain (id, reseller_id, company_id, name, created_at) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning id`,
      [domainId, company.resellerId, company.id, name, scope.now],
    );
    if (!added.length) throw conflict(`${name} is already in use.`, 'name');
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    return { result: domainId, subject: { type: 'Domain', id: domainId, ...tenancy, reference: name } };
  },
});
