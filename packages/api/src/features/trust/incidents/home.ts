import { Int } from 'type-graphql';
import type { HomePart } from '../../../kernel/feature.ts';
import { setting } from '../../../kernel/protection.ts';
import { clockRuns, isForReader } from './breach-notice.entity.ts';

const running = `(select count(*) from breach_notice n where ${isForReader('n')} and ${clockRuns('n')})`;
const unacknowledged = `(select count(*) from breach_notice n where ${isForReader('n')} and n.acknowledged_at is null)`;
const waiting = (whose: string): string =>
  `(select count(*) from breach_notice n where ${whose} and exists (select from breach_notice_phase p where p.notice_id = n.id and p.passed_on_at is null))`;
const open = `(select count(*) from incident i where i.reseller_id = ${setting('reseller_id')} and i.closed_at is null)`;

/** Incidents that are open, notices that wait with their reseller, and clocks of controllers that run. [D5] */
export const incidentsAtHome: HomePart = {
  figures: {
    incidentsOpen: { type: () => Int, description: 'Incidents of one’s own register that are not closed.' },
    breachNoticesToPassOn: { type: () => Int, description: 'Breach notices that wait to be passed on.' },
    breachNoticesToAcknowledge: {
      type: () => Int,
      description: 'Breach notices for oneself as a controller that nobody has acknowledged.',
    },
    breachClocksRunning: {
      type: () => Int,
      description: 'Of these, those whose 72 hours run and of which nothing was noted.',
    },
  },
  at: {
    PLATFORM: {
      figures: {
        incidentsOpen: open,
        breachNoticesToAcknowledge: unacknowledged,
        breachClocksRunning: running,
      },
    },
    RESELLER: {
      figures: {
        incidentsOpen: open,
        breachNoticesToPassOn: waiting('n.company_id is not null'),
        breachNoticesToAcknowledge: unacknowledged,
        breachClocksRunning: running,
      },
    },
    COMPANY: { figures: { breachNoticesToAcknowledge: unacknowledged, breachClocksRunning: running } },
  },
};
