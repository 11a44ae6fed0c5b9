import { id, newId, optional } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from './chosen-company.ts';
import { canonicalAddress } from './domain-name.ts';
import { allocate } from './email-allocation.ts';
import { EndUser } from './end-user.entity.ts';
import { endUserRules } from './end-user-rules.ts';

/** Enters someone in a company's directory; an e-mail address becomes their primary one. [U1] */
export const addEndUser = verb({
  name: 'addEndUser',
  permission: 'END_USER_WRITE',
  input: input('AddEndUserInput', { companyId: optional(id()), ...endUserRules() }),
  async run(scope, { companyId: chosen, email, ...given }) {
    const company = await chosenCompany(scope, chosen);
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    const endUser = await scope.insert(EndUser, {
      id: newId(),
      ...tenancy,
      ...given,
      email: email && canonicalAddress(email),
      status: 'ACTIVE',
      createdAt: scope.now,
    });
    const endUserId = endUser.id as string;
    if (email) await allocate(scope, { id: endUserId, ...tenancy }, email, { primary: true, path: 'email' });
    return { result: endUserId, subject: { type: 'EndUser', id: endUserId, ...tenancy, endUserId } };
  },
});
