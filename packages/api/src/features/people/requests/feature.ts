import { ID, Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { accessForm } from './access-form.ts';
import { AccessLink } from './access-link.entity.ts';
import { AccessRequest } from './access-request.entity.ts';
import { applyCorrection } from './apply-correction.ts';
import { approveAccessRequest } from './approve-access-request.ts';
import { closeAccessLink } from './close-access-link.ts';
import { Correction } from './correction.entity.ts';
import { declineAccessRequest } from './decline-access-request.ts';
import { declineCorrection } from './decline-correction.ts';
import { findLapsedRequests, findLapsedRequestsJob } from './find-lapsed-requests.ts';
import { lapseAccessRequests, lapseAccessRequestsJob } from './lapse-access-requests.ts';
import { mailCorrectionAnswer, mailCorrectionAnswerJob } from './mail-correction-answer.ts';
import { renewAccessLink } from './renew-access-link.ts';
import { requestAccess } from './request-access.ts';
import { requestCorrection } from './request-correction.ts';
import { accessLinks, accessRequests, corrections } from './requests.list.ts';
import requestsSql from './requests.sql?raw';
import { withdrawCorrection } from './withdraw-correction.ts';

const permissions = {
  REQUEST_READ: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See who asks for access',
  },
  REQUEST_DECIDE: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Decide on access requests and corrections, and the link by which people ask',
  },
  CORRECTION_READ: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'See what people ask to have corrected',
  },
  CORRECTION_REQUEST: {
    area: 'directory',
    levels: ['END_USER'],
    words: 'Ask to have corrected what is kept about oneself',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

const NOW = `(select current_setting('steward.now')::timestamptz)`;
const waiting = (whose: string) =>
  `(select count(*) from access_request where state = 'WAITING' and lapses_at > ${NOW} and ${whose})`;

export const requestsFeature = feature({
  name: 'people/requests',
  needs: ['platform/tenancy', 'desk/notifications', 'people/identity', 'people/directory'],
  permissions,
  tables: [AccessLink, AccessRequest, Correction],
  sql: [requestsSql],
  lists: [accessLinks, accessRequests, corrections],
  verbs: [
    mutation(renewAccessLink, AccessLink),
    plainMutation(closeAccessLink, () => ID),
    plainMutation(requestAccess, () => Boolean),
    mutation(approveAccessRequest, AccessRequest),
    mutation(declineAccessRequest, AccessRequest),
    mutation(requestCorrection, Correction),
    mutation(withdrawCorrection, Correction),
    mutation(applyCorrection, Correction),
    mutation(declineCorrection, Correction),
    findLapsedRequests,
    lapseAccessRequests,
    mailCorrectionAnswer,
  ],
  views: [accessForm],
  jobs: [findLapsedRequestsJob, lapseAccessRequestsJob, mailCorrectionAnswerJob],
  audits: {
    AccessLink: { label: 'Access link' },
    AccessRequest: {
      label: 'Access request',
      name: (id) => `select a.first_name || ' ' || a.last_name from access_request a where a.id = ${id}`,
    },
    Correction: {
      label: 'Correction',
      name: (id) =>
        `select u.first_name || ' ' || u.last_name from correction k join end_user u on u.id = k.end_user_id where k.id = ${id}`,
    },
  },
  home: [
    {
      figures: {
        accessRequests: { type: () => Int, description: 'Requests for access that wait for a decision.' },
        corrections: { type: () => Int, description: 'Corrections that people wait for.' },
      },
      at: {
        RESELLER: { figures: { accessRequests: waiting('company_id is null') } },
        COMPANY: {
          figures: {
            accessRequests: waiting('true'),
            corrections: `(select count(*) from correction where state = 'WAITING')`,
          },
        },
      },
    },
  ],
  notHeld: {
    access_request: 'a wish to come in, from before they were here',
    correction: 'a wish that is answered or waits; it gives them nothing',
  },
  demo: () => import('./demo.ts'),
});
