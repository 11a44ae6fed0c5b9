import { IconFileImport, IconPhoneCall, IconServer2 } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    CallRecord: { one: 'Call', many: 'Calls', icon: IconPhoneCall },
    CallImport: { one: 'Import of calls', many: 'Imports of calls', icon: IconFileImport },
    CallSource: { one: 'Source of calls', many: 'Sources of calls', icon: IconServer2 },
  },
  audit,
};
