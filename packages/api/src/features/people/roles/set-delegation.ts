import { newId } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { AreaChoice } from '../../../kernel/area.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { ClosedArea } from '../identity/index.ts';
import { DELEGATED, DelegationAccess } from './delegation.ts';

/**
 * A company says how far it lets its reseller into an area. Row security holds it from the reseller's next request. Direct
 * customers have no reseller: the platform's staff are confined by the platform. [T3]
 */
export const setDelegation = verb({
  name: 'setDelegation',
  description: 'Says how far one’s own company lets its reseller into an area.',
  permission: 'DELEGATION_WRITE',
  input: input('SetDelegationInput', { area: oneOf(AreaChoice), access: oneOf(DelegationAccess) }),
  async run(scope, { area, access }) {
    if (!DELEGATED.includes(area)) throw invalid('area', `Must be one of ${DELEGATED.join(', ')}.`);
    const companyId = memberOf(scope.actor).companyId as string;
    await scope.sql('select from company where id = $1 for no key update', [companyId]);
    const { resellerId } = await scope.load(Company, companyId);
    const reseller = await scope.load(Reseller, resellerId);
    if (reseller.isPlatform)
      throw conflict(
        `${reseller.name} looks after your company itself: there is no reseller to let in or keep out.`,
      );
    const [held] = await scope.sql<{ access: string }>(
      'select access from closed_area where company_id = $1 and area = $2',
      [companyId, area],
    );
    const before = held?.access ?? 'MANAGE';
    if (before === access) return { result: companyId, subject: null };
    if (access === 'MANAGE')
      await scope.sql('delete from closed_area where company_id = $1 and area = $2', [companyId, area]);
    else if (held)
      await scope.sql('update closed_area set access = $3 where company_id = $1 and area = $2', [
        companyId,
        area,
        access,
      ]);
    else await scope.insert(ClosedArea, { id: newId(), resellerId, companyId, area, access });
    return {
      result: companyId,
      subject: {
        type: 'Company',
        id: companyId,
        resellerId,
        companyId,
        changed: { [`${area}Delegation`]: [before, access] as const },
      },
    };
  },
});
