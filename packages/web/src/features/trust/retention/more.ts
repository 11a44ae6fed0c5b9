import { IconClockX, IconEraser, IconHandStop, IconMoon } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    RetentionChoice: {
      one: 'Time for which data is kept',
      many: 'Times for which data is kept',
      icon: IconClockX,
    },
    LegalHold: { one: 'Legal hold', many: 'Legal holds', icon: IconHandStop },
    RetentionRun: { one: 'Night of forgetting', many: 'Nights of forgetting', icon: IconMoon },
    Erasure: { one: 'Erasure', many: 'Erasures', icon: IconEraser },
  },
  audit,
};
