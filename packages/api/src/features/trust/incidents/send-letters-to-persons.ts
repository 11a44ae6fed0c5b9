import { id, line, newId, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import { BreachLetter } from './breach-notice.entity.ts';
import { lockOwnNotice, subjectOf } from './lock-own-notice.ts';

interface Concerned {
  id: string;
  endUserId: string;
  firstName: string;
  email: string | null;
}

/**
 * Writes to the people whose data were touched, in the words of their company: by mail, and in what they see here; each once. Whoever has no
 * address is counted, and has to be told otherwise. Of exercises no end user hears. [D5]
 */
export const sendLettersToPersons = verb({
  name: 'sendLettersToPersons',
  permission: 'BREACH_NOTICE_ANSWER',
  input: input('SendLettersToPersonsInput', { noticeId: id(), subject: line(150), text: prose(5_000) }),
  async run(scope, { noticeId, subject, text }) {
    const notice = await lockOwnNotice(scope, noticeId);
    const { companyId, resellerId } = notice;
    if (notice.exercise) throw conflict('This is an exercise: exercises never reach end users.', 'noticeId');
    if (!companyId)
      throw conflict('This notice is about administrators only: nobody else has to be told.', 'noticeId');
    const open = /\[to be filled in:/.exec(text);
    if (open)
      throw conflict('The letter still has a gap in square brackets: fill it in, or take it out.', 'text');
    const people = await scope.sql<Concerned>(
      `select p.id, p.end_user_id as "endUserId", u.first_name as "firstName", coalesce(u.email, m.email) as email
         from breach_person p join end_user u on u.id = p.end_user_id left join membership m on m.end_user_id = u.id
         where p.notice_id = $1 and p.letter_id is null order by p.id`,
      [noticeId],
    );
    if (!people.length)
      throw conflict('Everybody concerned who is still there has been written to already.', 'noticeId');
    const written = people.filter(({ email }) => email);
    const letter = {
      id: newId(),
      ...{ resellerId, companyId, noticeId, exercise: false, subject, text },
      recipientCount: written.length,
      unreachedCount: people.length - written.length,
      sentAt: scope.now,
      sentBy: memberOf(scope.actor).membershipId,
    };
    await scope.insert(BreachLetter, letter);
    await scope.sql(
      `update breach_person p set letter_id = $2, reached = w.reached from json_to_recordset($1) w (id uuid, reached boolean) where p.id = w.id`,
      [JSON.stringify(people.map((one) => ({ id: one.id, reached: one.email !== null }))), letter.id],
    );
    notice.lettersSentAt ??= scope.now;
    await queueMails(
      scope,
      'breachLetter',
      written.map(({ endUserId, firstName, email }) => ({
        ...{ resellerId, companyId, endUserId, subject },
        to: email as string,
        body: `Hello ${firstName},\n\n${text}`,
      })),
    );
    scope.hint(
      ...people.map(({ id: personId, endUserId }) => ({
        kind: 'BreachPerson',
        id: personId,
        resellerId,
        companyId,
        endUserId,
      })),
    );
    return { result: noticeId, subject: { ...subjectOf(notice), changed: ['lettersSentAt'] } };
  },
});
