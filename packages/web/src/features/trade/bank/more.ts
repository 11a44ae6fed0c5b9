import { IconBuildingBank } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    BankStatement: { one: 'Bank statement', many: 'Bank statements', icon: IconBuildingBank },
    BankEntry: { one: 'Bank entry', many: 'Bank entries', icon: IconBuildingBank },
  },
  audit,
};
