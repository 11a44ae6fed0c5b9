import { id, newId, optional } from '@steward/shared';
import { z } from 'zod';
import { assertAllowed } from '../../../kernel/allowed.ts';
import type { Subject } from '../../../kernel/audit.ts';
import { input, nested, oneOf } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { CORRECTIONS, CorrectionField, correctEntry } from '../../people/requests/index.ts';
import { closeRightsRequest, lockRightsRequest } from '../rights/index.ts';
import { digestOf } from './carry-out-rights.ts';
import { heldPerson } from './held-of-person.ts';
import { type ReceiptLine, RightsReceipt } from './rights-receipt.entity.ts';

const correctionInput = nested(
  'PersonalDataCorrectionInput',
  z.object({
    field: oneOf(CorrectionField),
    wanted: optional(z.string().trim().max(500, 'May have at most 500 characters.')),
  }),
);

/**
 * Corrects what a person says is wrong, at once, and completes their request. What it said before and says now is kept with
 * their corrections, sealed, for a year. [D3]
 */
export const correctPersonalData = verb({
  name: 'correctPersonalData',
  permission: 'RIGHTS_CARRY_OUT',
  input: input('CorrectPersonalDataInput', {
    id: id(),
    corrections: z.array(correctionInput).min(1, 'Must say what is wrong.').max(20, 'May be at most 20.'),
  }),
  async run(scope, { id: requestId, corrections }, services) {
    assertAllowed(scope.actor, 'END_USER_WRITE', correctPersonalData.name);
    const request = await lockRightsRequest(scope, requestId);
    if (request.kind !== 'CORRECT') throw conflict('This request asks for no correction.', 'id');
    if (!request.endUserId)
      throw conflict(
        'This person is not in the directory: there is nothing of theirs to correct here.',
        'id',
      );
    if (!request.identityMethod)
      throw conflict('It is not known who asks: confirm their identity first, or ask for it.', 'id');
    const person = await heldPerson(scope, request.endUserId);
    const subjects: Subject[] = [];
    for (const [i, { field, wanted }] of corrections.entries())
      subjects.push(
        ...(await correctEntry(scope, person, field, wanted, `corrections.${i}.wanted`, services)),
      );
    const lines = corrections.map(
      ({ field }): ReceiptLine => ({
        what: `Entry in the directory: ${CORRECTIONS[field].label}`,
        fate: 'CHANGED',
        count: 1,
        why: 'As it should be; what it said before is kept with the correction for a year',
      }),
    );
    const receipt = {
      id: newId(),
      ...person,
      rightsRequestId: requestId,
      changeSetId: null,
      deed: 'CORRECTED' as const,
    };
    await scope.insert(RightsReceipt, {
      ...receipt,
      state: 'DONE',
      startedAt: scope.now,
      doneAt: scope.now,
      lines,
      digest: digestOf('CORRECTED', receipt.id, lines),
    });
    const said = corrections.map(({ field }) => CORRECTIONS[field].label).join(', ');
    const closed = await closeRightsRequest(scope, request, 'COMPLETED', `Corrected: ${said}.`);
    return {
      result: receipt.id,
      subject: [
        { type: 'RightsReceipt', id: receipt.id, ...person, changed: { deed: [null, 'CORRECTED'] } },
        ...subjects,
        ...[closed.subject ?? []].flat(),
      ],
    };
  },
});
