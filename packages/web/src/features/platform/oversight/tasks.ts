import type { Level } from '../../../data/viewer.ts';
import { money, plural } from '../../../lib/format.ts';

/** Something that waits for the reader, and where to do it. */
export interface Task {
  key: string;
  title: string;
  detail: string;
  href: string;
  urgent: boolean;
}

interface HomeTasks {
  manualTasks: number | null;
  parkedJobs: number | null;
  openInvitations: number | null;
  overdueCount: number | null;
  /** Minor units. */
  overdueMinor: number | null;
  agreementDue: boolean;
}

/** What needs doing at a level, most pressing first. */
export function tasksFor(home: HomeTasks, level: Level): Task[] {
  const tasks: (Task | false)[] = [
    home.agreementDue && {
      key: 'agreement',
      title: 'The processing agreement waits for you',
      detail: 'Read and accept it, so that your people’s data is handled under it.',
      href: '/agreement',
      urgent: true,
    },
    (home.parkedJobs ?? 0) > 0 && {
      key: 'parked',
      title: plural(home.parkedJobs ?? 0, 'provisioning job is', 'provisioning jobs are') + ' parked',
      detail: 'They could not succeed by themselves. See why, and try again.',
      href: '/provisioning?state=PARKED',
      urgent: true,
    },
    (home.manualTasks ?? 0) > 0 && {
      key: 'manual',
      title: plural(home.manualTasks ?? 0, 'manual task') + ' to do',
      detail: 'Services that somebody sets up by hand, then ticks off.',
      href: '/provisioning?state=WAITING',
      urgent: false,
    },
    (home.overdueCount ?? 0) > 0 && {
      key: 'overdue',
      title: plural(home.overdueCount ?? 0, 'invoice is', 'invoices are') + ' overdue',
      detail: `${money(home.overdueMinor ?? 0)} should have been paid by now.`,
      href: `/invoices?overdue=true${level === 'COMPANY' ? '' : '&issuedByMe=true'}`,
      urgent: true,
    },
    (home.openInvitations ?? 0) > 0 && {
      key: 'invitations',
      title: plural(home.openInvitations ?? 0, 'invitation') + ' not yet accepted',
      detail: 'A link is good for 24 hours; send it again where it has run out.',
      href: '/administrators?status=INVITED',
      urgent: false,
    },
  ];
  return tasks.filter((task) => task !== false).sort((a, b) => Number(b.urgent) - Number(a.urgent));
}
