import { newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf, tenancyOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';

/** Notes that the audit log is taken out, and how it was narrowed: before the first line goes. [D9] */
export const exportAudit = verb({
  name: 'exportAudit',
  permission: 'AUDIT_READ',
  input: input('ExportAuditInput', {
    format: z.string().max(10),
    filters: z.array(z.string().max(40)).max(20),
  }),
  async run(scope, { format, filters }) {
    const id = newId();
    return {
      result: id,
      subject: {
        type: 'AuditExport',
        id,
        ...tenancyOf(memberOf(scope.actor)),
        reference: format === 'csv' ? 'CSV' : 'JSON lines',
        changed: filters,
      },
    };
  },
});
