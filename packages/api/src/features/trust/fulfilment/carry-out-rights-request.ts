import { id, newId } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockRightsRequest, type RightsKind } from '../rights/index.ts';
import { carryOutRightsJob } from './carry-out-rights.ts';
import { activeServices, heldBy } from './erasable.ts';
import { heldPerson } from './held-of-person.ts';
import { tellBefore } from './letters.ts';
import { type RightsDeed, RightsReceipt } from './rights-receipt.entity.ts';

/** What carrying out a request of a kind is; what is not here is done, or said, by people. */
const DEEDS: Partial<Record<RightsKind, RightsDeed>> = {
  KNOW: 'TOLD',
  ACCESS: 'EXPORTED',
  COPY: 'COPIED',
  RESTRICT: 'RESTRICTED',
  OBJECT: 'OBJECTED',
  ERASE: 'ERASED',
};
const NEEDS_IDENTITY: readonly RightsDeed[] = ['EXPORTED', 'COPIED', 'ERASED'];

/**
 * The controller has a request carried out: what is held is told, exported, restricted or erased by a job, which completes the request and
 * leaves a receipt. Whoever is erased is written to before, for afterwards there is no address. [D3]
 */
export const carryOutRightsRequest = verb({
  name: 'carryOutRightsRequest',
  description:
    'Has a request carried out in every feature; the receipt says what was done and what was kept, and completes it.',
  permission: 'RIGHTS_CARRY_OUT',
  input: input('CarryOutRightsRequestInput', { id: id() }),
  async run(scope, { id: requestId }) {
    const request = await lockRightsRequest(scope, requestId);
    const deed = DEEDS[request.kind];
    if (!deed)
      throw conflict('This is answered in words: nothing of it is carried out by the product.', 'id');
    if (!request.endUserId)
      throw conflict(
        'This person is not in the directory: look for them by hand, and say what was done.',
        'id',
      );
    if (!request.identityMethod && NEEDS_IDENTITY.includes(deed))
      throw conflict('It is not known who asks: confirm their identity first, or ask for it.', 'id');
    const person = await heldPerson(scope, request.endUserId);
    if (deed === 'ERASED') {
      const hold = await heldBy(scope, person);
      if (hold) throw conflict(hold, 'id');
      const services = await activeServices(scope, person);
      if (services)
        throw conflict(
          `${services === 1 ? 'A service' : `${services} services`} of this person must end first: plan their leaving, then erase them.`,
          'id',
        );
      await tellBefore(scope, person, 'ERASED', request.reference);
    }
    const receipt = { id: newId(), ...person, rightsRequestId: requestId, changeSetId: null, deed };
    await scope.insert(RightsReceipt, { ...receipt, state: 'RUNNING', startedAt: scope.now, lines: [] });
    await enqueue(scope, carryOutRightsJob, { resellerId: person.resellerId, receiptId: receipt.id });
    return {
      result: receipt.id,
      subject: {
        type: 'RightsReceipt',
        id: receipt.id,
        reference: request.reference,
        ...person,
        changed: { deed: [null, deed] },
      },
    };
  },
});
