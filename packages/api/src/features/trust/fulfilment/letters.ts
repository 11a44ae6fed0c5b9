import type { Scope } from '../../../kernel/scope.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import type { HeldPerson } from './held-of-person.ts';

const WORDS = {
  ERASED: {
    subject: 'Your data is about to be erased',
    body: (company: string, reference: string) =>
      `You asked ${company} to erase your data (${reference}). That is done now. What a law or a contract asks to be kept stays until its time is over, and nothing else is done with it: accounts, bills and the calls on them, and the record of what was done for you.\n\nAfterwards we have no address of yours any more, so this is the last message. If you think that too much was kept, or too little, you may complain to the Information Commissioner: https://ico.org.uk/make-a-complaint`,
  },
  LIFTED: {
    subject: 'The restriction of your data ends',
    body: (company: string) =>
      `The use of your data at ${company} was restricted. The restriction is lifted now, and your data is used again as before. If you disagree, answer to your company; you may also complain to the Information Commissioner: https://ico.org.uk/make-a-complaint`,
  },
};

/** Writes to a person before something is done that they are to know of first. */
export async function tellBefore(
  scope: Scope,
  person: HeldPerson,
  what: keyof typeof WORDS,
  reference: string,
): Promise<void> {
  const [found] = await scope.sql<{ email: string | null; firstName: string; company: string }>(
    `select coalesce((select m.email from membership m where m.end_user_id = u.id and m.status <> 'INVITED'), u.email) as email,
        u.first_name as "firstName", c.name as company
       from end_user u join company c on c.id = u.company_id where u.id = $1`,
    [person.endUserId],
  );
  if (!found?.email) return;
  const { subject, body } = WORDS[what];
  await queueMails(scope, 'rightsRequest', [
    {
      ...person,
      to: found.email,
      subject,
      body: `Hello ${found.firstName},\n\n${body(found.company, reference)}\n\n${found.company}`,
    },
  ]);
}

/** Whether a message to the person has not been handed over yet: what ends their address waits for it. */
export async function isBeingWrittenTo(scope: Scope, { endUserId }: HeldPerson): Promise<boolean> {
  const [found] = await scope.sql<{ waits: boolean }>(
    `select exists (select from mail where end_user_id = $1 and state = 'QUEUED') as waits`,
    [endUserId],
  );
  return found?.waits ?? false;
}
