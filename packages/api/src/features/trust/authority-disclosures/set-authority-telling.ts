import { date, id, localDate, optional, prose } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import type { AuthorityDisclosure } from './authority-disclosure.entity.ts';
import { assertSecrecy, ownDisclosure, subjectOf } from './own-disclosure.ts';

/**
 * Says whether the people may be told and from when, why not, until when it is a secret from those whose people they are, and when
 * they were told. The whole of it is given, as it is to be. [D7]
 */
export const setAuthorityTelling = verb({
  name: 'setAuthorityTelling',
  permission: 'AUTHORITY_DISCLOSURE_RECORD',
  input: input('SetAuthorityTellingInput', {
    id: id(),
    secret: z.boolean(),
    secretUntil: optional(date()),
    mayTellOn: optional(date()),
    toldOn: optional(date()),
    whyUntold: optional(prose(2_000)),
  }),
  async run(scope, { id: disclosureId, ...given }) {
    const disclosure = await ownDisclosure(scope, disclosureId);
    const { mayTellOn, toldOn, whyUntold } = given;
    if (!mayTellOn && !whyUntold) throw invalid('whyUntold', 'Say why the people may not be told.');
    assertSecrecy(given);
    if (toldOn && (!mayTellOn || toldOn < mayTellOn))
      throw invalid('toldOn', 'May not be before the day from which they may be told.');
    if (toldOn && toldOn > localDate(scope.now)) throw invalid('toldOn', 'May not be in the future.');
    if (toldOn && disclosure.state !== 'ANSWERED') throw conflict('Nothing has been given yet.', 'toldOn');
    const changed = ['secret', 'secretUntil', 'mayTellOn', 'toldOn', 'whyUntold'];
    const was = subjectOf(scope, disclosure, changed);
    // Another day is a day to be reminded of anew.
    if (mayTellOn !== disclosure.mayTellOn) disclosure.remindedAt = null;
    Object.assign(disclosure, given);
    await openToPeople(scope, disclosure);
    // What was a secret before this, or is one after it, is told to nobody by the log of it.
    return { result: disclosureId, subject: was.companyId ? subjectOf(scope, disclosure, changed) : was };
  },
});

/** Those whom it is about see it from the day on which they may be told, once something has been given. */
export async function openToPeople(
  scope: Scope,
  { id: disclosureId, state, secret, secretUntil, mayTellOn }: AuthorityDisclosure,
): Promise<void> {
  await scope.sql(
    'update authority_disclosure_person set secret = $2, secret_until = $3, opens_on = $4 where disclosure_id = $1',
    [disclosureId, secret, secretUntil, state === 'ANSWERED' ? mayTellOn : null],
  );
}
