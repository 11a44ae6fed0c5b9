import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import {
  BreachNotice,
  BreachNoticeState,
  BreachPerson,
  clockRuns,
  isForReader,
  noticeStateOf,
} from './breach-notice.entity.ts';
import { BreachRisk } from './incident.entity.ts';

/** What controllers were told of incidents, newest first: each sees its own, a reseller those of its companies, too. [D5] */
export const breachNotices = list(BreachNotice, {
  name: 'breachNotices',
  permission: 'BREACH_NOTICE_READ',
  filters: {
    state: {
      type: () => BreachNoticeState,
      condition: (row, value, statement) => `(${noticeStateOf(row)}) = ${statement.bind(value, 'text')}`,
    },
    incidentId: equals('incident_id'),
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    risk: choice('risk', BreachRisk),
    exercise: yesOrNo((row) => `${row}.exercise`),
    mine: yesOrNo(isForReader),
    clockRuns: yesOrNo(clockRuns),
  },
  sorts: { SENT_AT: [by('sent_at', 'timestamptz')] },
  order: ['SENT_AT', 'DESC'],
});

/** Whose data an incident touched: for their company; and for the people themselves the letter they were written. [D5] */
export const breachPeople = list(BreachPerson, {
  name: 'breachPeople',
  singular: 'breachPerson',
  permission: 'BREACH_PERSON_READ',
  filters: {
    noticeId: equals('notice_id'),
    written: yesOrNo((row) => `(${row}.letter_id is not null)`),
    reached: yesOrNo((row) => `coalesce(${row}.reached, false)`),
  },
  sorts: { ID: [by('id', 'uuid')] },
  order: ['ID', 'ASC'],
});
