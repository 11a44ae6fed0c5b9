import { addDays, localDate } from '@steward/shared';
import type { DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../identity/index.ts';
import { confirmLeaver } from './confirm-leaver.ts';
import { planLeaver } from './plan-leaver.ts';

/**
 * Of Globex somebody leaves in a fortnight, hands a device over and has their mail passed on for a month; somebody's last day is today,
 * which can be undone.
 */
export const demo: DemoPart = {
  async present(demonstration) {
    const { inScope, setting } = demonstration;
    const company = await actAs(demonstration, 'admin@globex.example');
    const [heir, ...people] = await inScope((scope) =>
      scope.sql<{ id: string }>(
        `select u.id from end_user u join company c on c.id = u.company_id
          where c.name = 'Globex Ltd' and u.status = 'ACTIVE' and u.email is not null and not exists (select from membership m where m.end_user_id = u.id)
          order by u.user_number limit 12`,
      ),
    );
    const today = localDate(setting.scopes.clock.now());
    const days = [addDays(today, 14), today];
    for (const { id: endUserId } of people.toReversed()) {
      const lastDay = days[0];
      if (!lastDay || !heir) break;
      const leaverId = await perform(company, planLeaver, { endUserId, lastDay });
      const [plan] = await inScope((scope) =>
        scope.sql<{ free: boolean; deviceId: string | null; mailboxId: string | null; services: boolean }>(
          `select l.problems = '[]' as free, (array_agg(i.held_id order by i.position) filter (where i.kind = 'DEVICE'))[1] as "deviceId",
              (array_agg(i.held_id order by i.position) filter (where i.kind = 'MAILBOX' and i.fixed is null))[1] as "mailboxId",
              bool_or(i.kind in ('MAILBOX', 'SUBSCRIPTION') and i.fixed is null) as services
            from leaver l join leaver_item i on i.leaver_id = l.id where l.id = $1 group by l.id`,
          [leaverId],
        ),
      );
      // Who has little, or whose services may not end yet, shows little.
      if (!plan?.free || !plan.deviceId || !plan.services) continue;
      if (lastDay !== today) {
        const mail = { until: addDays(lastDay, 30), forwardToId: heir.id, reply: REPLY };
        const choices = [
          { heldId: plan.deviceId, fate: 'HAND_OVER', toEndUserId: heir.id },
          ...(plan.mailboxId ? [{ heldId: plan.mailboxId, fate: 'PASS_ON', mail }] : []),
        ];
        await perform(company, planLeaver, { endUserId, lastDay, choices });
      }
      await perform(company, confirmLeaver, { id: leaverId });
      days.shift();
    }
  },
};

const REPLY =
  'Thank you for your message. I have left Globex; a colleague reads what you write and will answer.';
