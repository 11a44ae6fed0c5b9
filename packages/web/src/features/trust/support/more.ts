import { IconLifebuoy } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { saidOf } from './support-words.ts';

export const more: More = {
  things: {
    SupportGrant: {
      one: 'Support access',
      many: 'Support access',
      icon: IconLifebuoy,
      page: pageBelow('/support-access', 'END_USER'),
      say: saidOf,
    },
    SupportRule: {
      one: 'Standing rule',
      many: 'Standing rules',
      page: (_id, level) => (level === 'COMPANY' ? '/support-access/rules' : undefined),
      say: saidOf,
    },
  },
  audit: {
    requestSupportAccess: 'Ask for support access',
    decideSupportAccess: 'Decide on support access',
    enterSupportAccess: 'Go in for support',
    endSupportAccess: 'End support access',
    settleSupportGrant: 'Support access ended or lapsed',
    mailSupportNews: 'Write about support access',
    setSupportRule: 'Set standing rule for support',
    removeSupportRule: 'Remove standing rule for support',
  },
  cards: {
    company: [
      {
        key: 'supportAccess',
        permission: 'SUPPORT_ASK',
        levels: SELLERS,
        order: 60,
        content: part(
          () => import('./CompanySupport.tsx'),
          'CompanySupport',
          ({ id }) => ({ companyId: id }),
        ),
      },
    ],
  },
};
