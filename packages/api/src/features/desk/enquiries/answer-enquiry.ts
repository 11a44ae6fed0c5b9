import { id, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { queueMail } from '../notifications/index.ts';
import { openEnquiry, subjectOf } from './own-enquiry.ts';

/** Answers by e-mail what somebody asked, and no more: an answer is no leave to write about anything else. [S4] */
export const answerEnquiry = verb({
  name: 'answerEnquiry',
  permission: 'ENQUIRY_ANSWER',
  input: input('AnswerEnquiryInput', { id: id(), text: prose(5_000) }),
  async run(scope, { id: enquiryId, text }) {
    const enquiry = await openEnquiry(scope, enquiryId);
    const { state, reference, email: to, resellerId } = enquiry;
    const { name } = await who(scope);
    const [sender] = await scope.sql<{ name: string }>('select name from reseller where id = $1', [
      resellerId,
    ]);
    Object.assign(enquiry, {
      state: 'ANSWERED',
      answer: text,
      answeredAt: scope.now,
      ownerId: enquiry.ownerId ?? memberOf(scope.actor).membershipId,
    });
    await queueMail(scope, {
      ...{ resellerId, companyId: null, endUserId: null, to, cause: 'enquiryAnswer' },
      subject: `Your enquiry ${reference}`,
      body: [text, `${name}\n${sender?.name ?? ''}`, `You asked us on our web site: ${reference}.`].join(
        '\n\n',
      ),
    });
    return { result: enquiryId, subject: subjectOf(enquiry, { state: [state, 'ANSWERED'] }) };
  },
});
