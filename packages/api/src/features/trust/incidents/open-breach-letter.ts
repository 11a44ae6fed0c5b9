import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';

/** Notes that whoever is concerned has the letter before them: the proof of reading, which the first time is. [D5] */
export const openBreachLetter = verb({
  name: 'openBreachLetter',
  permission: 'BREACH_PERSON_READ',
  input: input('OpenBreachLetterInput', { id: id() }),
  async run(scope, { id: personId }) {
    const { resellerId, companyId, endUserId } = memberOf(scope.actor);
    const [person] = await scope.sql<{ openedAt: Date | null }>(
      `select opened_at as "openedAt" from breach_person where id = $1 and end_user_id = $2 and letter_id is not null for update`,
      [personId, endUserId],
    );
    if (!person) throw notFound('letter');
    if (person.openedAt) return { result: personId, subject: null };
    await scope.sql('update breach_person set opened_at = $2 where id = $1', [personId, scope.now]);
    const tenancy = { resellerId, companyId, endUserId };
    return {
      result: personId,
      subject: { type: 'BreachPerson', id: personId, ...tenancy, changed: ['openedAt'] },
    };
  },
});
