import { Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { answerAuthorityRequest } from './answer-authority-request.ts';
import {
  AuthorityDisclosure,
  AuthorityDisclosurePerson,
  isKeeper,
  isToTell,
} from './authority-disclosure.entity.ts';
import { authorityDisclosures } from './authority-disclosure.list.ts';
import { decideAuthorityRequest } from './decide-authority-request.ts';
import { recordAuthorityRequest } from './record-authority-request.ts';
import { findTellingDue, findTellingDueJob, mailTellingDue, mailTellingDueJob } from './remind-of-telling.ts';
import { setAuthorityTelling } from './set-authority-telling.ts';

const permissions = {
  AUTHORITY_DISCLOSURE_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'See what authorities asked, and what they were given',
    for: 'owners',
    lent: false,
  },
  AUTHORITY_DISCLOSURE_RECORD: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Enter what authorities ask and are given, and whether people are told',
    lent: false,
  },
  AUTHORITY_DISCLOSURE_DECIDE: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Decide whether authorities are given what others have entered',
    for: 'owners',
    lent: false,
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

/** Of one's own tenant: what waits for a decision or an answer, and of what people may be told. */
const waiting = {
  figures: {
    authorityRequestsOpen: `(select count(*) from authority_disclosure d
      where ${isKeeper('d.keeper')} and d.state in ('RECEIVED', 'APPROVED', 'NARROWED'))`,
    authorityPeopleToTell: `(select count(*) from authority_disclosure d where ${isKeeper('d.keeper')} and ${isToTell('d')})`,
  },
};

export const authorityDisclosuresFeature = feature({
  name: 'trust/authority-disclosures',
  needs: ['platform/tenancy', 'people/identity', 'people/directory', 'desk/notifications'],
  permissions,
  tables: [AuthorityDisclosure, AuthorityDisclosurePerson],
  lists: [authorityDisclosures],
  verbs: [
    mutation(recordAuthorityRequest, AuthorityDisclosure),
    mutation(decideAuthorityRequest, AuthorityDisclosure),
    mutation(answerAuthorityRequest, AuthorityDisclosure),
    mutation(setAuthorityTelling, AuthorityDisclosure),
    findTellingDue,
    mailTellingDue,
  ],
  jobs: [findTellingDueJob, mailTellingDueJob],
  audits: { AuthorityDisclosure: { label: 'Request of an authority' } },
  notHeld: { authority_disclosure_person: 'what an authority asked about them, which stays on record' },
  demo: () => import('./demo.ts'),
  home: [
    {
      figures: {
        authorityRequestsOpen: {
          type: () => Int,
          description: 'Requests of authorities that wait for a decision or an answer.',
        },
        authorityPeopleToTell: {
          type: () => Int,
          description: 'Disclosures of which the people may be told by now, and have not been.',
        },
      },
      at: { PLATFORM: waiting, RESELLER: waiting, COMPANY: waiting },
    },
  ],
});
