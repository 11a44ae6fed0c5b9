import { date, id, localDate, prose } from '@steward/shared';
import { z } from 'zod';
import { input, oneOf } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { enumeration } from '../../../kernel/table.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { mailReceipt } from './mail-receipt.ts';
import { ownPurpose } from './own-purpose.ts';
import { subjectOf, subjectShape } from './subject-of.ts';
import { lastOf, writeEntry } from './write-entry.ts';

export const SoftOptInFrom = enumeration('SoftOptInFrom', { SALE: 'SALE', NEGOTIATION: 'NEGOTIATION' });

const must = (sentence: string) => z.boolean().refine((said) => said, sentence);

/**
 * Puts down that somebody gave their own details when they bought, or negotiated to: not a consent, another basis, with what shows
 * each of its conditions (PECR reg. 22(3)). Whoever has said no is not made to have said nothing. [D7] [S87]
 */
export const recordSoftOptIn = verb({
  name: 'recordSoftOptIn',
  permission: 'CONSENT_RECORD',
  input: input('RecordSoftOptInInput', {
    purposeId: id(),
    ...subjectShape,
    from: oneOf(SoftOptInFrom),
    obtainedOn: date(),
    evidence: prose(2_000),
    similar: must('Must be about similar products or services of your own.'),
    refusalOffered: must('They must have been offered to refuse then, and with each message.'),
  }),
  async run(
    scope,
    { purposeId, from, obtainedOn, evidence, similar: _similar, refusalOffered: _offered, ...person },
    services,
  ) {
    const purpose = await ownPurpose(scope, purposeId);
    if (purpose.channel !== 'EMAIL' && purpose.channel !== 'TEXT_MESSAGE')
      throw conflict('There is a soft opt-in for e-mail and text messages only.', 'purposeId');
    const subject = await subjectOf(scope, person, purpose.asks);
    if (obtainedOn > localDate(scope.now)) throw invalid('obtainedOn', 'May not be in the future.');
    const last = await lastOf(scope, subject, purposeId);
    if (last && last.deed !== 'SOFT_OPT_IN')
      throw conflict(
        last.deed === 'GIVEN' ? 'They have consented, which is more.' : 'They have said no: that stands.',
        last.deed === 'GIVEN' ? 'purposeId' : person.contactId ? 'contactId' : 'endUserId',
      );
    const { name } = await who(scope);
    if (!last) await mailReceipt(scope, services, subject, purpose, 'SOFT_OPT_IN');
    return writeEntry(scope, subject, purpose, {
      deed: 'SOFT_OPT_IN',
      at: scope.now,
      via: 'CONSOLE',
      version: null,
      textHash: null,
      evidence: [
        `Their own details, in ${from === 'SALE' ? 'a sale' : 'the negotiation of a sale'} on ${obtainedOn}: ${evidence}`,
        'About similar products and services of ours. They could refuse then, and can with each message.',
        `Entered by ${name}. Request ${scope.requestId}`,
      ].join('\n'),
    });
  },
});
