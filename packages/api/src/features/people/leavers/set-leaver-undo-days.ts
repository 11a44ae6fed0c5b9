import { id, newId, optional } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { chosenCompany } from '../directory/index.ts';
import { undoDaysOf } from './undo-days.ts';

/** The longest that things and addresses of somebody who has left are held ready for their coming back. */
const MOST_DAYS = 90;

/**
 * Says for how many days a company can undo that somebody has left. It holds for those who leave from then on: of others it was
 * said when it was confirmed. [U5]
 */
export const setLeaverUndoDays = verb({
  name: 'setLeaverUndoDays',
  description:
    'Says for how many days a company can undo a leaving that is confirmed from now on. companyId may be left out for one’s own.',
  permission: 'LEAVER_WRITE',
  input: input('SetLeaverUndoDaysInput', {
    companyId: optional(id()),
    days: z
      .number()
      .int('Must be a whole number of days.')
      .min(1, 'Must be at least 1 day.')
      .max(MOST_DAYS, `May be at most ${MOST_DAYS} days.`),
  }),
  async run(scope, { companyId: given, days }) {
    const { id: companyId, resellerId } = await chosenCompany(scope, given);
    const before = await undoDaysOf(scope, companyId);
    const changed = await scope.sql(
      `insert into leaver_policy (id, reseller_id, company_id, undo_days) values ($1, $2, $3, $4)
         on conflict (company_id) do update set undo_days = excluded.undo_days
           where leaver_policy.undo_days <> excluded.undo_days returning id`,
      [newId(), resellerId, companyId, days],
    );
    const subject = {
      type: 'Company',
      id: companyId,
      ...{ resellerId, companyId },
      changed: { leaverUndoDays: [before, days] as const },
    };
    return { result: companyId, subject: changed.length && before !== days ? subject : null };
  },
});
