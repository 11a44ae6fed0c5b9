import { newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from '../directory/index.ts';
import { anotherApproves } from './approvers.ts';

/**
 * Says whether files that change a company's directory wait for a second person of it. Where there is no second person it would
 * only lock the first one out, so it is refused. [U2]
 */
export const setBulkChangeApproval = verb({
  name: 'setBulkChangeApproval',
  permission: 'BULK_CHANGE_APPROVE',
  input: input('SetBulkChangeApprovalInput', { required: z.boolean() }),
  async run(scope, { required }) {
    const company = await chosenCompany(scope, null);
    if (required && !(await anotherApproves(scope, company.id, [memberOf(scope.actor).personId])))
      throw conflict(
        'Nobody else of your company may approve imports yet: give a second person a role that does first.',
        'required',
      );
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    const changed = await scope.sql(
      `insert into bulk_change_policy (id, reseller_id, company_id, approval) values ($1, $2, $3, $4)
         on conflict (company_id) do update set approval = excluded.approval
           where bulk_change_policy.approval <> excluded.approval returning id`,
      [newId(), company.resellerId, company.id, required],
    );
    const subject = {
      type: 'Company',
      id: company.id,
      ...tenancy,
      changed: { bulkChangeApproval: [!required, required] as const },
    };
    return { result: company.id, subject: changed.length ? subject : null };
  },
});
