import { id, subProcessorFields } from '@steward/shared';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit } from '../../../kernel/input.ts';
import { lookingOnly } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { registerOf } from './register.ts';
import { SubProcessor } from './sub-processor.entity.ts';

/** Says where the security people of a sub-processor of one's own register are reached now. Where it processes is announced: announceSubProcessorMove. [D1] */
export const updateSubProcessor = verb({
  name: 'updateSubProcessor',
  permission: 'PROCESSOR_WRITE',
  input: edit(
    'UpdateSubProcessorInput',
    { id: id() },
    { securityContact: subProcessorFields().securityContact.optional() },
  ),
  async run(scope, { id: subProcessorId, known, ...given }) {
    const subProcessor = await loadLocked(scope, SubProcessor, subProcessorId);
    const { resellerId } = registerOf(scope);
    if (subProcessor.resellerId !== resellerId) throw lookingOnly();
    const changed = assign(subProcessor, given, known);
    const subject = changed && {
      ...{ type: 'SubProcessor', id: subProcessorId, resellerId, reference: subProcessor.name },
      changed,
    };
    return { result: subProcessorId, subject: subject ?? null };
  },
});
