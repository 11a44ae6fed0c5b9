import type { More } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

export const more: More = {
  things: { Connector: { one: 'Connector', many: 'Connectors' } },
  audit,
};
