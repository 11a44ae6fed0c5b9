import { date, id, localDate, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { ownDisclosure, subjectOf } from './own-disclosure.ts';
import { openToPeople } from './set-authority-telling.ts';

/** Enters what an authority was given, once somebody else has approved it. [D7] */
export const answerAuthorityRequest = verb({
  name: 'answerAuthorityRequest',
  permission: 'AUTHORITY_DISCLOSURE_RECORD',
  input: input('AnswerAuthorityRequestInput', { id: id(), answeredOn: date(), given: prose(5_000) }),
  async run(scope, { id: disclosureId, answeredOn, given }) {
    const disclosure = await ownDisclosure(scope, disclosureId);
    const { state, receivedOn } = disclosure;
    if (state === 'RECEIVED') throw conflict('Somebody has to approve it first.', 'id');
    if (state === 'REFUSED') throw conflict('It was refused: nothing is given.', 'id');
    if (state === 'ANSWERED') throw conflict('It has been answered already.', 'id');
    if (answeredOn < receivedOn) throw invalid('answeredOn', 'May not be before it was received.');
    if (answeredOn > localDate(scope.now)) throw invalid('answeredOn', 'May not be in the future.');
    Object.assign(disclosure, { state: 'ANSWERED', answeredOn, given });
    await openToPeople(scope, disclosure);
    return { result: disclosureId, subject: subjectOf(scope, disclosure, { state: [state, 'ANSWERED'] }) };
  },
});
