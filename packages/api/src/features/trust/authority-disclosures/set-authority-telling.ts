import { date, id, localDate, optional, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import type { AuthorityDisclosure } from './authority-disclosure.entity.ts';
import { ownDisclosure, subjectOf } from './own-disclosure.ts';

/**
 * Says whether the people may be told and from when, why not, until when it is a secret from those whose people they are, and when
 * they were told. The whole of it is given, as it is to be. [D7]
 */
export const setAuthorityTelling = verb({
  name: 'setAuthorityTelling',
  permission: 'AUTHORITY_DISCLOSURE_RECORD',
  input: input('SetAuthorityTellingInput', {
    id: id(),
    secretUntil: optional(date()),
    mayTellOn: optional(date()),
    toldOn: optional(date()),
    whyUntold: optional(prose(2_000)),
  }),
  async run(scope, { id: disclosureId, ...given }) {
    const disclosure = await ownDisclosure(scope, disclosureId);
    const { secretUntil, mayTellOn, toldOn, whyUntold } = given;
    if (!mayTellOn && !whyUntold) throw invalid('whyUntold', 'Say why the people may not be told.');
    if (mayTellOn && secretUntil && mayTellOn < secretUntil)
      throw invalid('mayTellOn', 'May not be before the day until which it is a secret.');
    if (toldOn && (!mayTellOn || toldOn < mayTellOn))
      throw invalid('toldOn', 'May not be before the day from which they may be told.');
    if (toldOn && toldOn > localDate(scope.now)) throw invalid('toldOn', 'May not be in the future.');
    if (toldOn && disclosure.state !== 'ANSWERED') throw conflict('Nothing has been given yet.', 'toldOn');
    const was = subjectOf(scope, disclosure, {});
    Object.assign(disclosure, given);
    await openToPeople(scope, disclosure);
    const now = subjectOf(scope, disclosure, {});
    // What was a secret before this, or is one after it, is told to nobody by the log of it.
    const subject = { ...(was.companyId ? now : was), changed: ['secretUntil', 'mayTellOn', 'toldOn', 'whyUntold'] };
    return { result: disclosureId, subject };
  },
});

/** Those whom it is about see it from the day on which they may be told, once something has been given. */
export async function openToPeople(
  scope: Scope,
  { id: disclosureId, state, secretUntil, mayTellOn }: AuthorityDisclosure,
): Promise<void> {
  await scope.sql(
    'update authority_disclosure_person set secret_until = $2, opens_on = $3 where disclosure_id = $1',
    [disclosureId, secretUntil, state === 'ANSWERED' ? mayTellOn : null],
  );
}
