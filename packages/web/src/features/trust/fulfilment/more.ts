import { IconReceipt } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { part } from '../../../frame/slots.tsx';

export const more: More = {
  things: {
    RightsReceipt: {
      one: 'Receipt of a rights request',
      many: 'Receipts of rights requests',
      icon: IconReceipt,
    },
  },
  audit: {
    carryOutRightsRequest: 'Have a rights request carried out',
    carryOutRights: 'Carry out a rights request',
    correctPersonalData: 'Correct personal data',
    liftDataRestriction: 'Lift a restriction',
    reportWronglySubmitted: 'Report wrongly submitted people',
  },
  cards: {
    rightsRequest: [
      {
        key: 'carry-out',
        permission: 'RIGHTS_READ',
        levels: ['COMPANY', 'END_USER'],
        order: 10,
        content: part(
          () => import('./CarryOut.tsx'),
          'CarryOut',
          (request) => request,
        ),
      },
    ],
    changeSet: [
      {
        key: 'wrong-file',
        permission: 'RIGHTS_CARRY_OUT',
        order: 90,
        content: part(
          () => import('./WrongFile.tsx'),
          'WrongFile',
          ({ id, state }) => ({ changeSetId: id, state }),
        ),
      },
    ],
  },
  tabs: {
    endUser: [
      {
        key: 'data',
        label: 'Personal data',
        permission: 'HELD_DATA_READ',
        levels: ['COMPANY'],
        order: 90,
        content: part(
          () => import('./PersonData.tsx'),
          'PersonData',
          ({ id }) => ({ endUserId: id }),
        ),
      },
    ],
  },
};
