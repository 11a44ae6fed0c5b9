import { line, newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, nested, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { BookkeepingTarget } from './bookkeeping-codes.entity.ts';
import { readCodes } from './bookkeeping-codes.ts';
import { BookkeepingSubject, USUAL } from './subjects.ts';

/** Says what one's bookkeeper's program calls accounts and rates; what is not named stays, and no code is the usual one again. [O1] */
export const setBookkeepingCodes = verb({
  name: 'setBookkeepingCodes',
  permission: 'BOOKKEEPING_WRITE',
  input: input('SetBookkeepingCodesInput', {
    target: oneOf(BookkeepingTarget),
    codes: z
      .array(
        nested(
          'BookkeepingCodeInput',
          z.object({ subject: oneOf(BookkeepingSubject), code: line(60).nullable() }),
        ),
      )
      .min(1, 'Must name at least one.')
      .max(60, 'May name at most 60.'),
  }),
  async run(scope, { target, codes }) {
    const { resellerId } = memberOf(scope.actor);
    codes.forEach(({ subject }, at) => {
      if (!USUAL[target][subject])
        throw invalid(`codes.${at}.subject`, 'Must be one that this program takes.');
    });
    const before = new Map((await readCodes(scope, target)).map(({ subject, code }) => [subject, code]));
    const after = new Map(before);
    for (const { subject, code } of codes) after.set(subject, code ?? (USUAL[target][subject] as string));
    const own = Object.fromEntries([...after].filter(([subject, code]) => USUAL[target][subject] !== code));
    const [set] = await scope.sql<{ id: string }>(
      `insert into bookkeeping_codes (id, reseller_id, target, codes) values ($1, $2, $3, $4::jsonb)
         on conflict (reseller_id, target) do update set codes = excluded.codes returning id`,
      [newId(), resellerId, target, JSON.stringify(own)],
    );
    const { id } = set as { id: string };
    const changed = [...after].filter(([subject, code]) => before.get(subject) !== code);
    if (!changed.length) return { result: id, subject: null };
    scope.hint({ kind: 'BookkeepingCodes', id, resellerId, companyId: null });
    return {
      result: id,
      subject: {
        type: 'BookkeepingCodes',
        id,
        resellerId,
        reference: target,
        changed: changed.map(([subject]) => subject),
      },
    };
  },
});
