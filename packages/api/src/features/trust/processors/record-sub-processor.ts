import { date, localDate, subProcessorFields } from '@steward/shared';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { addToRegister } from './register.ts';
import { TransferMechanism } from './sub-processor.entity.ts';

/** Puts a sub-processor in the register who was engaged before it was kept. Whoever is to come is announced instead. [D1] */
export const recordSubProcessor = verb({
  name: 'recordSubProcessor',
  permission: 'PROCESSOR_WRITE',
  description: 'Of one that takes part already. Whoever is to come is announced: announceSubProcessor.',
  input: input('RecordSubProcessorInput', {
    ...subProcessorFields(),
    transfer: oneOf(TransferMechanism),
    since: date(),
  }),
  async run(scope, given) {
    if (given.since > localDate(scope.now))
      throw invalid('since', 'Must not be in the future: announce who is to come.');
    const { id, resellerId, name } = await addToRegister(scope, { ...given, state: 'IN_USE' });
    return { result: id, subject: { type: 'SubProcessor', id, resellerId, reference: name } };
  },
});
