import { IconNotebook } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    ProcessingRecord: {
      one: 'Record of processing',
      many: 'Records of processing',
      icon: IconNotebook,
      page: pageBelow('/processing-records', 'END_USER'),
    },
    DataProtectionContact: { one: 'Contact for data protection', many: 'Contacts for data protection' },
  },
  audit,
};
