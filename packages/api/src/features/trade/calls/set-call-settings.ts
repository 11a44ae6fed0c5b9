import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { Company } from '../../platform/tenancy/index.ts';

/** Says whether a company's calls are itemised, as a subscriber may ask not to be, and whether its people see theirs. [B3] */
export const setCallSettings = verb({
  name: 'setCallSettings',
  permission: 'CALL_SETTINGS',
  input: input('SetCallSettingsInput', { companyId: id(), itemised: z.boolean(), endUsersSee: z.boolean() }),
  async run(scope, { companyId, itemised, endUsersSee }) {
    const { resellerId } = await scope.load(Company, companyId);
    await scope.sql(
      `insert into call_setting (id, reseller_id, company_id, itemised, end_users_see) values (uuidv7(), $1, $2, $3, $4)
         on conflict (company_id) do update set itemised = excluded.itemised, end_users_see = excluded.end_users_see`,
      [resellerId, companyId, itemised, endUsersSee],
    );
    return {
      result: { itemised, endUsersSee },
      subject: {
        type: 'Company',
        id: companyId,
        resellerId,
        companyId,
        reference: itemised ? 'Itemised' : 'Not itemised',
      },
    };
  },
});
