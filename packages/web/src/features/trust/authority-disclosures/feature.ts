import { IconGavel } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const authorities = {
  label: 'Disclosures to authorities',
  to: '/authorities',
  icon: IconGavel,
  permission: 'AUTHORITY_DISCLOSURE_READ',
  keywords: ['police', 'court', 'HMRC', 'warrant', 'register'],
} as const;

export const feature: Feature = {
  places: [
    {
      ...authorities,
      label: 'Given to authorities',
      beside: '/rights-requests',
      levels: ['END_USER'],
      group: 'account',
      order: 32,
    },
    { ...authorities, levels: ['COMPANY'], group: 'dataProtection', order: 82 },
    { ...authorities, levels: SELLERS, group: 'compliance', order: 72 },
  ],
  home: homePart(
    graphql(`
      fragment AuthoritiesHome on Home {
        authorityRequestsOpen
        authorityPeopleToTell
      }
    `),
    {
      types: ['AuthorityDisclosure'],
      tasks: ({ authorityRequestsOpen, authorityPeopleToTell }) => [
        !!authorityRequestsOpen && {
          key: 'authorities',
          count: authorityRequestsOpen,
          title: `${plural(authorityRequestsOpen, 'request', 'requests')} of an authority`,
          detail: 'Somebody else than who entered it decides; then it is answered.',
          href: '/authorities?open=true&mine=true',
          permission: 'AUTHORITY_DISCLOSURE_READ',
          urgent: true,
          order: 20,
        },
        !!authorityPeopleToTell && {
          key: 'authoritiesToTell',
          count: authorityPeopleToTell,
          title: `${plural(authorityPeopleToTell, 'disclosure')} to tell people about`,
          detail: 'They may be told by now what an authority was given about them.',
          href: '/authorities?toTell=true&mine=true',
          permission: 'AUTHORITY_DISCLOSURE_RECORD',
          urgent: false,
          order: 30,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
