import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { nextCheck, problemOf, recordNameOf } from './domain-record.ts';

/**
 * Looks for the record that proves a domain. What is found, or why it does not prove the domain, stands with it; asked for a
 * domain that is proved already it changes nothing. [U1]
 */
export const proveDomain = outsideVerb({
  name: 'proveDomain',
  permission: 'DOMAIN_WRITE',
  input: input('ProveDomainInput', { id: id() }),
  async plan(scope, { id: domainId }) {
    const [domain] = await scope.sql<{
      id: string;
      name: string;
      waiting: boolean;
      value: string;
      createdAt: Date;
      resellerId: string;
      companyId: string;
    }>(
      `select id, name, state = 'WAITING' as waiting, record_value as value, created_at as "createdAt",
         reseller_id as "resellerId", company_id as "companyId" from domain where id = $1 for no key update`,
      [domainId],
    );
    if (!domain) throw await notLocked(scope, 'domain', domainId);
    const recordName = recordNameOf(domain.name);
    if (domain.waiting) {
      await scope.sql('update domain set record_name = $2, next_check_at = $3 where id = $1', [
        domainId,
        recordName,
        nextCheck(domain.createdAt, scope.now),
      ]);
    }
    return { ...domain, recordName };
  },
  async call({ waiting, recordName }, _input, { services }) {
    return waiting ? await services.dns.txt(recordName) : undefined;
  },
  async settle(scope, { id: domainId, name, waiting, value, resellerId, companyId }, found) {
    if (!waiting) return { result: domainId, subject: null };
    const tenancy = { resellerId, companyId };
    let problem = problemOf(found, value);
    if (!problem) {
      const [answer] = await scope.sql<{ proved: boolean }>('select prove_domain($1, $2) as proved', [
        domainId,
        scope.now,
      ]);
      if (answer?.proved) {
        const changed = { state: ['WAITING', 'PROVED'] } as const;
        const subject = { type: 'Domain', id: domainId, ...tenancy, reference: name, changed };
        return { result: domainId, subject };
      }
      problem = 'The record is there, but another company uses this domain already. Please ask support.';
    }
    await scope.sql(`update domain set checked_at = $2, problem = $3 where id = $1 and state = 'WAITING'`, [
      domainId,
      scope.now,
      problem,
    ]);
    scope.hint({ kind: 'Domain', id: domainId, ...tenancy });
    return { result: domainId, subject: null };
  },
});
