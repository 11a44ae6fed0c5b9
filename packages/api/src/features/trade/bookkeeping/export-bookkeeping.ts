import { line, newId } from '@steward/shared';
import { memberOf, tenancyOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';

/** Notes that sales or the journal are taken out, for which program and days: before the first line goes. [O1] */
export const exportBookkeeping = verb({
  name: 'exportBookkeeping',
  permission: 'LEDGER_READ',
  input: input('ExportBookkeepingInput', { reference: line(80) }),
  async run(scope, { reference }) {
    const id = newId();
    return {
      result: id,
      subject: {
        type: 'BookkeepingExport',
        id,
        ...tenancyOf(memberOf(scope.actor)),
        reference,
      },
    };
  },
});
