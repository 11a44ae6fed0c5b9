import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { dropAnnounced } from './announced.ts';
import { holdOwnMethod } from './own-method.ts';
import { stopOthers } from './settle-method.ts';

/**
 * Says whether what one owes is collected by itself from this card or bank account on the day it is due, instead of from
 * another. What was announced and is not on its way is not collected otherwise. [B7]
 */
export const setCollecting = verb({
  name: 'setCollecting',
  permission: 'INVOICE_PAY',
  input: input('SetCollectingInput', { id: id(), collects: z.boolean() }),
  async run(scope, { id: methodId, collects }) {
    const method = await holdOwnMethod(scope, methodId);
    if (method.state === 'FAILED')
      throw conflict('Nothing can be collected from this one any more. Please add another.', 'id');
    if (method.collects === collects) return { result: methodId, subject: null };
    if (collects) await stopOthers(scope, method);
    else await dropAnnounced(scope, 'method_id = $1', [methodId]);
    await scope.sql('update stored_method set collects = $2 where id = $1', [methodId, collects]);
    const { resellerId, companyId } = method;
    scope.hint({ kind: 'StoredMethod', id: methodId, resellerId, companyId });
    return {
      result: methodId,
      subject: {
        type: 'StoredMethod',
        id: methodId,
        resellerId,
        companyId,
        changed: { collects: [method.collects, collects] as const },
      },
    };
  },
});
