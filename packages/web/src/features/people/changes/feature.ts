import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { plural } from '../../../lib/format.ts';

export const feature: Feature = {
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
          permission: 'BULK_CHANGE_APPROVE',
          urgent: false,
          order: 25,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
