import { addDays, localDate } from '@steward/shared';
import type { DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { isMailbox } from '../../trade/catalogue/index.ts';
import { passMailOn } from './pass-mail-on.ts';

/** At Globex somebody is away for two months: a colleague gets their mail, and another one may look into the mailbox. */
export const demo: DemoPart = {
  async present(demonstration) {
    const { inScope, setting } = demonstration;
    const company = await actAs(demonstration, 'admin@globex.example');
    const people = await inScope((scope) =>
      scope.sql<{ id: string; endUserId: string; firstName: string; lastName: string }>(
        `select s.id, u.id as "endUserId", u.first_name as "firstName", u.last_name as "lastName"
          from subscription s join product p on p.id = s.product_id join end_user u on u.id = s.end_user_id join company c on c.id = s.company_id
          where c.name = 'Globex Ltd' and ${isMailbox('p')} and s.state = 'ACTIVE' and u.status = 'ACTIVE' and u.email is not null
            and not exists (select from membership m where m.end_user_id = u.id)
          order by u.user_number desc limit 3`,
      ),
    );
    const [away, colleague, other] = people;
    if (!away || !colleague || !other) return;
    await perform(company, passMailOn, {
      subscriptionId: away.id,
      endsOn: addDays(localDate(setting.scopes.clock.now()), 60),
      forwardToId: colleague.endUserId,
      delegateIds: [other.endUserId],
      reply: `I am away for a while. ${colleague.firstName} ${colleague.lastName} reads what you write and will answer.`,
    });
  },
};
