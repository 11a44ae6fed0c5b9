import { IconListCheck } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import type { Feature } from '../../../frame/feature.ts';
import { homePart } from '../../../frame/home.ts';
import { SELLERS } from '../../../frame/places.ts';
import { plural } from '../../../lib/format.ts';

const provisioning = {
  label: 'Provisioning',
  to: '/provisioning',
  icon: IconListCheck,
  permission: 'PROVISIONING_READ',
  keywords: ['jobs', 'tasks'],
} as const;

export const feature: Feature = {
  places: [
    { ...provisioning, levels: SELLERS, group: 'work', order: 20 },
    { ...provisioning, levels: ['COMPANY'], group: 'services', order: 40 },
  ],
  home: homePart(
    graphql(`
      fragment ProvisioningHome on Home {
        manualTasks
        overdueTasks
        myTasks
        parkedJobs
      }
    `),
    {
      types: ['ProvisioningJob'],
      tasks: ({ manualTasks, overdueTasks, myTasks, parkedJobs }) => [
        !!parkedJobs && {
          key: 'failed',
          count: parkedJobs,
          title: plural(parkedJobs, 'provisioning job has', 'provisioning jobs have') + ' failed',
          detail: 'They could not succeed by themselves. See why, and try again.',
          href: '/provisioning?state=PARKED',
          permission: 'PROVISIONING_RETRY',
          urgent: true,
          order: 20,
        },
        !!manualTasks && {
          key: 'manual',
          count: manualTasks,
          title: plural(manualTasks, 'manual task') + ' to do',
          detail: overdueTasks
            ? `${plural(overdueTasks, 'task is', 'tasks are')} overdue.${myTasks ? ` ${plural(myTasks, 'task is', 'tasks are')} yours.` : ''}`
            : myTasks
              ? `${plural(myTasks, 'task is', 'tasks are')} yours.`
              : 'Services that somebody sets up by hand, then ticks off.',
          href: '/provisioning?state=WAITING',
          permission: 'TASK_WRITE',
          urgent: !!overdueTasks,
          order: 30,
        },
      ],
    },
  ),
  more: () => import('./more.ts'),
};
