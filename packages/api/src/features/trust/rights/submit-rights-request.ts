import { email, line, localDate, newId, optional, prose, requestDeadline } from '@steward/shared';
import { input, oneOf } from '../../../kernel/input.ts';
import { networkOf } from '../../../kernel/network-of.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertNoWait } from '../../people/identity/index.ts';
import { keepRightsRequest } from './keep-rights-request.ts';
import { RightsEnquiry } from './rights-enquiry.entity.ts';
import { RightsKind } from './rights-kinds.ts';

/**
 * The public form. An address that is exactly one person's leads to their company; with any other, staff find out who is meant. The
 * answer is the same, so that strangers do not learn who is a customer. Bounded by address and network. [D2] [S42] [S85]
 */
export const submitRightsRequest = verb({
  name: 'submitRightsRequest',
  description:
    'Leaves a request about personal data with whoever keeps it. The answer is the same whoever asks, and whether or not anything is kept.',
  permission: 'anonymous',
  input: input('SubmitRightsRequestInput', {
    kind: oneOf(RightsKind),
    name: line(120),
    email: email(),
    organisation: optional(line(200)),
    facts: optional(prose(4_000)),
  }),
  async run(scope, { kind, name, email: address, organisation, facts }) {
    const [asked] = await scope.sql<{ wait: Date | null }>('select count_rights_form($1, $2, $3) as wait', [
      ...[address, networkOf(scope.address), scope.now],
    ]);
    assertNoWait(scope, asked?.wait, 'requests');
    const [meant] = await scope.sql<Meant>('select * from find_controller($1)', [address]);
    if (!meant) throw new Error('There is no platform.');
    await scope.workFor(meant.reseller_id, 'submitRightsRequest');
    const receivedOn = localDate(scope.now);
    const person = { kind, receivedOn, personName: name, personEmail: address, facts };
    if (meant.company_id) {
      const { subject } = await keepRightsRequest(scope, {
        ...person,
        resellerId: meant.reseller_id,
        companyId: meant.company_id,
        endUserId: meant.end_user_id,
        postcode: meant.postcode ?? '',
        channel: 'FORM',
        identityMethod: null,
      });
      return { result: true, subject };
    }
    const id = newId();
    const { dueOn } = requestDeadline({ receivedOn, region: 'ENGLAND_AND_WALES' });
    const enquiry = { id, resellerId: meant.reseller_id, ...person, organisation, dueOn };
    await scope.insert(RightsEnquiry, { ...enquiry, state: 'WAITING', createdAt: scope.now });
    return { result: true, subject: { type: 'RightsEnquiry', id, resellerId: meant.reseller_id } };
  },
});

interface Meant {
  reseller_id: string;
  company_id: string | null;
  end_user_id: string | null;
  postcode: string | null;
}
