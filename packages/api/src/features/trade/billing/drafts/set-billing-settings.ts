import { newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { verb } from '../../../../kernel/verb.ts';

/** Says whether one's months are billed by themselves, and how many days after their end: until then drafts can be looked at. [B4] */
export const setBillingSettings = verb({
  name: 'setBillingSettings',
  permission: 'BILLING_RUN',
  input: input('SetBillingSettingsInput', {
    automatic: z.boolean(),
    graceDays: z
      .number()
      .int('Must be whole days.')
      .min(0, 'Must be at least 0.')
      .max(14, 'May be at most 14.'),
  }),
  async run(scope, { automatic, graceDays }) {
    const { resellerId } = memberOf(scope.actor);
    const [had] = await scope.sql<{ automatic: boolean; graceDays: number }>(
      'select automatic, grace_days as "graceDays" from billing_settings where reseller_id = $1 for update',
      [resellerId],
    );
    const [set] = await scope.sql<{ id: string }>(
      `insert into billing_settings (id, reseller_id, automatic, grace_days) values ($1, $2, $3, $4)
         on conflict (reseller_id) do update set automatic = excluded.automatic, grace_days = excluded.grace_days returning id`,
      [newId(), resellerId, automatic, graceDays],
    );
    const { id } = set as { id: string };
    return {
      result: id,
      subject: {
        type: 'BillingSettings',
        id,
        resellerId,
        changed: {
          automatic: [had?.automatic ?? null, automatic] as const,
          graceDays: [had?.graceDays ?? null, graceDays] as const,
        },
      },
    };
  },
});
