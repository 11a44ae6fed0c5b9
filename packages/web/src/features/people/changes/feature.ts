import { IconFileImport } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { type Feature, pageBelow } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { ADMINISTRATORS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

export const feature: Feature = {
  actions: [
    {
      label: 'Import people from a file',
      to: '/end-users/import',
      icon: IconFileImport,
      permission: 'END_USER_WRITE',
      levels: ADMINISTRATORS,
      keywords: ['csv', 'excel', 'xlsx', 'upload', 'bulk', 'import end users'],
    },
  ],
  things: {
    ChangeSet: {
      one: 'Import',
      many: 'Imports',
      icon: IconFileImport,
      page: pageBelow('/end-users/import', 'END_USER'),
    },
    EndUserImport: { one: 'Import of end users', many: 'Imports of end users' },
  },
  audit: () => import('./audit.ts'),
  home: homePart(
    graphql(`
      fragment ChangesHome on Home {
        bulkChangesWaiting
      }
    `),
    {
      types: ['ChangeSet'],
      tasks: ({ bulkChangesWaiting }) => [
        !!bulkChangesWaiting && {
          key: 'bulk-changes-waiting',
          count: bulkChangesWaiting,
          title: `${plural(bulkChangesWaiting, 'import waits', 'imports wait')} for approval`,
          detail: 'Somebody who did not submit the file has to approve what it changes.',
          href: '/end-users/import?state=WAITING',
          urgent: false,
          order: 25,
        },
      ],
    },
  ),
};
