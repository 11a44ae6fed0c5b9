import { addDays, localDate } from '@steward/shared';
import type { DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../identity/index.ts';
import { confirmLeaver } from './confirm-leaver.ts';
import { planLeaver } from './plan-leaver.ts';

/** Of Globex somebody leaves in a fortnight and hands their laptop over; somebody's last day is today, which can be undone. */
export const demo: DemoPart = {
  async present(demonstration) {
    const { inScope } = demonstration;
    const company = await actAs(demonstration, 'admin@globex.example');
    const people = await inScope((scope) =>
      scope.sql<{ id: string; deviceId: string }>(
        `select u.id, (select d.id from device d where d.end_user_id = u.id order by d.kind <> 'LAPTOP', d.id limit 1) as "deviceId"
          from end_user u join company c on c.id = u.company_id
          where c.name = 'Globex Ltd' and u.status = 'ACTIVE' and not exists (select from membership m where m.end_user_id = u.id)
            and exists (select from subscription s where s.end_user_id = u.id and s.state = 'ACTIVE' and s.ends_on is null)
            and exists (select from device d where d.end_user_id = u.id) order by u.user_number desc limit 8`,
      ),
    );
    const today = localDate(demonstration.setting.scopes.clock.now());
    const heir = people.pop();
    const days = [addDays(today, 14), today];
    for (const { id: endUserId, deviceId } of people) {
      const lastDay = days[0];
      if (!lastDay) break;
      const choices =
        lastDay === today || !heir
          ? []
          : [{ heldId: deviceId, fate: 'HAND_OVER' as const, toEndUserId: heir.id }];
      const leaverId = await perform(company, planLeaver, { endUserId, lastDay, choices });
      // Whose services may not end yet stays.
      const [plan] = await inScope((scope) =>
        scope.sql<{ free: boolean }>(`select problems = '[]' as free from leaver where id = $1`, [leaverId]),
      );
      if (!plan?.free) continue;
      await perform(company, confirmLeaver, { id: leaverId });
      days.shift();
    }
  },
};
