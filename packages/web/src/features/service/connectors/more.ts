import { type More, pageBelow } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    Connector: {
      one: 'Connector',
      many: 'Connectors',
      page: pageBelow('/connectors', 'RESELLER', 'COMPANY', 'END_USER'),
    },
  },
  audit,
};
