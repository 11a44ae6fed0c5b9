import { date, id, localDate, prose } from '@steward/shared';
import { z } from 'zod';
import { input, oneOf } from '../../../kernel/input.ts';
import { DataClass } from '../../../kernel/personal-data.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { ownDisclosure, subjectOf } from './own-disclosure.ts';
import { openToPeople } from './set-authority-telling.ts';

/** Enters what an authority was given, once somebody else has approved it. [D7] */
export const answerAuthorityRequest = verb({
  name: 'answerAuthorityRequest',
  permission: 'AUTHORITY_DISCLOSURE_RECORD',
  input: input('AnswerAuthorityRequestInput', {
    id: id(),
    answeredOn: date(),
    given: prose(5_000),
    givenClasses: z.array(oneOf(DataClass)).min(1, 'Say at least one.').max(9),
  }),
  async run(scope, { id: disclosureId, givenClasses, ...answer }) {
    const disclosure = await ownDisclosure(scope, disclosureId);
    const { state, receivedOn, dataClasses } = disclosure;
    const { answeredOn } = answer;
    if (state === 'RECEIVED') throw conflict('Somebody has to approve it first.', 'id');
    if (state === 'REFUSED') throw conflict('It was refused: nothing is given.', 'id');
    if (state === 'ANSWERED') throw conflict('It has been answered already.', 'id');
    if (answeredOn < receivedOn) throw invalid('answeredOn', 'May not be before it was received.');
    if (answeredOn > localDate(scope.now)) throw invalid('answeredOn', 'May not be in the future.');
    if (givenClasses.some((each) => !dataClasses.includes(each)))
      throw invalid('givenClasses', 'May only be what was asked for.');
    Object.assign(disclosure, { state: 'ANSWERED', ...answer, givenClasses: [...new Set(givenClasses)] });
    await openToPeople(scope, disclosure);
    return { result: disclosureId, subject: subjectOf(scope, disclosure, { state: [state, 'ANSWERED'] }) };
  },
});
