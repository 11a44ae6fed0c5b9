import { notLocked } from '../../../kernel/not-locked.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { isMailbox } from '../../trade/catalogue/index.ts';
import type { Mailbox } from './write-passing.ts';

/** A subscription whose mail can be passed on, locked; NOT_FOUND if it is not there, INVALID_INPUT for what is no mailbox. */
export async function lockMailbox(scope: Scope, subscriptionId: string): Promise<Mailbox> {
  const [found] = await scope.sql<Mailbox & { product: string; mailbox: boolean; over: boolean }>(
    `select s.id, s.reseller_id as "resellerId", s.company_id as "companyId", s.end_user_id as "endUserId", s.reference, p.name as product,
        ${isMailbox('p')} and s.end_user_id is not null as mailbox, s.state in ('ENDING', 'ENDED') as over
       from subscription s join product p on p.id = s.product_id where s.id = $1 for no key update of s`,
    [subscriptionId],
  );
  if (!found) throw await notLocked(scope, 'subscription', subscriptionId);
  const { product, mailbox, over, ...row } = found;
  if (!mailbox) throw invalid('subscriptionId', `Must be the mailbox of a person, which ${product} is not.`);
  if (over) throw conflict('This mailbox has ended: its mail reaches nobody any more.', 'subscriptionId');
  return row;
}
