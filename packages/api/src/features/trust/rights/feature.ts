import { Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { today } from '../../../kernel/protection.ts';
import { acknowledgeComplaint } from './acknowledge-complaint.ts';
import { answerClarification } from './answer-clarification.ts';
import { askForClarification } from './ask-for-clarification.ts';
import { askForIdentity } from './ask-for-identity.ts';
import { closeRightsEnquiry } from './close-rights-enquiry.ts';
import { completeRightsRequest } from './complete-rights-request.ts';
import { confirmIdentity } from './confirm-identity.ts';
import { extendRightsRequest } from './extend-rights-request.ts';
import { mailRightsNews, mailRightsNewsJob } from './mail-rights-news.ts';
import { openRightsRequest } from './open-rights-request.ts';
import { refuseRightsRequest } from './refuse-rights-request.ts';
import { findRightsToRemind, findRightsToRemindJob, remindRights, remindRightsJob } from './remind-rights.ts';
import { requestDeadline } from './request-deadline.ts';
import { rightsEnquiries, rightsRequests } from './rights.list.ts';
import rightsSql from './rights.sql?raw';
import { RightsEnquiry } from './rights-enquiry.entity.ts';
import { RightsEvent, RightsPause, RightsRequest } from './rights-request.entity.ts';
import { routeRightsEnquiry } from './route-rights-enquiry.ts';
import { submitRightsRequest } from './submit-rights-request.ts';
import { withdrawRightsRequest } from './withdraw-rights-request.ts';

const permissions = {
  RIGHTS_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'See requests about personal data and their deadlines',
  },
  RIGHTS_OPEN: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'Enter requests about personal data, and what people say to them',
  },
  RIGHTS_DECIDE: {
    area: 'privacy',
    levels: ['COMPANY'],
    words: 'Answer, extend and refuse requests about personal data',
  },
  RIGHTS_ROUTE: {
    area: 'privacy',
    levels: ['PLATFORM'],
    words: 'Find out which company a request on the public form is meant for',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

const due = {
  figures: {
    rightsDue: `(select count(*) from rights_request where status in ('RECEIVED', 'IN_PROGRESS') and due_on <= ${today} + 7)`,
  },
};

export const rightsFeature = feature({
  name: 'trust/rights',
  needs: ['platform/tenancy', 'desk/notifications', 'people/identity', 'people/directory'],
  permissions,
  tables: [RightsEnquiry, RightsEvent, RightsPause, RightsRequest],
  sql: [rightsSql],
  lists: [rightsRequests, rightsEnquiries],
  views: [requestDeadline],
  verbs: [
    mutation(openRightsRequest, RightsRequest),
    mutation(askForIdentity, RightsRequest),
    mutation(confirmIdentity, RightsRequest),
    mutation(askForClarification, RightsRequest),
    mutation(answerClarification, RightsRequest),
    mutation(extendRightsRequest, RightsRequest),
    mutation(acknowledgeComplaint, RightsRequest),
    mutation(completeRightsRequest, RightsRequest),
    mutation(refuseRightsRequest, RightsRequest),
    mutation(withdrawRightsRequest, RightsRequest),
    plainMutation(submitRightsRequest, () => Boolean),
    mutation(routeRightsEnquiry, RightsRequest),
    mutation(closeRightsEnquiry, RightsEnquiry),
    mailRightsNews,
    remindRights,
    findRightsToRemind,
  ],
  jobs: [mailRightsNewsJob, remindRightsJob, findRightsToRemindJob],
  audits: { RightsRequest: { label: 'Rights request' }, RightsEnquiry: { label: 'Rights enquiry' } },
  home: [
    {
      figures: {
        rightsDue: {
          type: () => Int,
          description: 'Requests about personal data that are due within seven days, or overdue.',
        },
        rightsEnquiries: {
          type: () => Int,
          description: 'Requests on the public form of which nobody has said for whom they are.',
        },
      },
      at: {
        PLATFORM: {
          figures: {
            ...due.figures,
            rightsEnquiries: `(select count(*) from rights_enquiry where state = 'WAITING')`,
          },
        },
        RESELLER: due,
        COMPANY: due,
      },
    },
  ],
  notHeld: {
    rights_event: 'what happened to what somebody asked',
    rights_pause: 'days that somebody was waited for',
    rights_request: 'what somebody asked about their own data; it is answered whether or not they stay',
  },
  demo: () => import('./demo.ts'),
});
