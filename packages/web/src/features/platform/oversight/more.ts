import type { More } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

export const more: More = {
  things: { AuditExport: { one: 'Export of the audit log', many: 'Exports of the audit log' } },
  audit,
};
