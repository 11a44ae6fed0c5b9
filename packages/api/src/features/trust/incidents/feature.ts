import { BulkOutcome } from '../../../kernel/bulk.ts';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import { PdfThreads } from '../../../kernel/pdf/pdf-threads.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { acknowledgeBreachNotice } from './acknowledge-breach-notice.ts';
import { BreachLetter, BreachNotice, BreachNoticePhase, BreachPerson } from './breach-notice.entity.ts';
import { breachNotices, breachPeople } from './breach-notice.list.ts';
import { closeIncident } from './close-incident.ts';
import { breachDrafts } from './drafts.ts';
import { incidentsAtHome } from './home.ts';
import { IncidentScope, SecurityIncident } from './incident.entity.ts';
import { securityIncidents } from './incident.list.ts';
import incidentsSql from './incidents.sql?raw';
import { judgeIncident } from './judge-incident.ts';
import { mailBreachNotices, mailBreachNoticesJob } from './mail-breach-notices.ts';
import { openBreachLetter } from './open-breach-letter.ts';
import { openBreachNotice } from './open-breach-notice.ts';
import { papersRoutes } from './papers.route.ts';
import { passOnBreachNotices } from './pass-on-breach-notices.ts';
import { passOnDueNotices, passOnDueNoticesJob } from './pass-on-due-notices.ts';
import { breachNoticePreview } from './preview-breach-notices.ts';
import { recordAuthorityNotice } from './record-authority-notice.ts';
import { reportIncident } from './report-incident.ts';
import { scopeIncident } from './scope-incident.ts';
import { sendBreachNotices } from './send-breach-notices.ts';
import { sendLettersToPersons } from './send-letters-to-persons.ts';

const permissions = {
  INCIDENT_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'See the register of incidents',
  },
  INCIDENT_MANAGE: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Report and judge incidents, and send and pass on breach notices',
  },
  BREACH_NOTICE_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See breach notices',
  },
  BREACH_NOTICE_ANSWER: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Acknowledge breach notices, note what the authority was told, and write to the people concerned',
    lent: false,
  },
  BREACH_PERSON_READ: {
    area: 'privacy',
    levels: ['COMPANY', 'END_USER'],
    words: 'See whom a breach concerns, and the letters to them',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const incidentsFeature = feature({
  name: 'trust/incidents',
  needs: [
    'platform/tenancy',
    'desk/notifications',
    'people/identity',
    'people/directory',
    'trade/catalogue',
    'trade/subscriptions',
    'service/connectors',
  ],
  permissions,
  tables: [SecurityIncident, IncidentScope, BreachNotice, BreachNoticePhase, BreachPerson, BreachLetter],
  sql: [incidentsSql],
  lists: [securityIncidents, breachNotices, breachPeople],
  verbs: [
    mutation(reportIncident, SecurityIncident),
    mutation(judgeIncident, SecurityIncident),
    mutation(scopeIncident, SecurityIncident),
    mutation(sendBreachNotices, SecurityIncident),
    mutation(closeIncident, SecurityIncident),
    plainMutation(passOnBreachNotices, () => BulkOutcome),
    mutation(openBreachNotice, BreachNotice),
    mutation(openBreachLetter, BreachPerson),
    mutation(acknowledgeBreachNotice, BreachNotice),
    mutation(recordAuthorityNotice, BreachNotice),
    mutation(sendLettersToPersons, BreachNotice),
    mailBreachNotices,
    passOnDueNotices,
  ],
  views: [breachNoticePreview, breachDrafts],
  jobs: [mailBreachNoticesJob, passOnDueNoticesJob],
  routes: [papersRoutes],
  services: () => ({ breachPapers: new PdfThreads(import.meta.url, 'breach-paper') }),
  audits: {
    SecurityIncident: { label: 'Security incident' },
    BreachNotice: { label: 'Breach notice' },
    BreachPerson: { label: 'Letter about a breach' },
  },
  notHeld: {
    breach_person: 'that a breach concerned them, which stays',
  },
  home: [incidentsAtHome],
  demo: () => import('./demo.ts'),
});
