import { IconMessageQuestion } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    AccessQuestion: {
      one: 'Question about access',
      many: 'Questions about access',
      icon: IconMessageQuestion,
    },
  },
  audit,
};
