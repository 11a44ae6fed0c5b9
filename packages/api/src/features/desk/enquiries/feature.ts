import { Int } from 'type-graphql';
import { secretsOf } from '../../../kernel/config.ts';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { setting } from '../../../kernel/protection.ts';
import { addContactOfEnquiry } from './add-contact-of-enquiry.ts';
import { addEnquiryForm } from './add-enquiry-form.ts';
import { answerEnquiry } from './answer-enquiry.ts';
import { closeEnquiry } from './close-enquiry.ts';
import enquiriesSql from './enquiries.sql?raw';
import { Enquiry } from './enquiry.entity.ts';
import { enquiries, enquiryForms } from './enquiry.list.ts';
import { EnquiryForm } from './enquiry-form.entity.ts';
import { enquiryFormRoutes } from './enquiry-form.route.ts';
import { eraseContact, forgetContact, forgetContactJob } from './erase-contact.ts';
import { ProofOfWork } from './proof-of-work.ts';
import { retireEnquiryForm } from './retire-enquiry-form.ts';
import { submitEnquiry } from './submit-enquiry.ts';
import { takeEnquiry } from './take-enquiry.ts';
import { updateEnquiryForm } from './update-enquiry-form.ts';

const permissions = {
  ENQUIRY_READ: {
    area: 'support',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'See enquiries from web sites, and the forms they come by',
  },
  ENQUIRY_ANSWER: {
    area: 'support',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Take, answer and close enquiries',
  },
  ENQUIRY_FORM_EDIT: {
    area: 'support',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Make enquiry forms, and say which web sites may show them',
    for: 'owners',
    lent: false,
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

/** Nobody's, and one's own that are not answered. */
const waiting = {
  figures: {
    enquiriesWaiting: `(select count(*) from enquiry e
      where e.state = 'NEW' or e.state = 'TAKEN' and e.owner_id = ${setting('membership_id')})`,
  },
};

export const enquiriesFeature = feature({
  name: 'desk/enquiries',
  needs: [
    'platform/tenancy',
    'desk/notifications',
    'people/identity',
    'desk/contacts',
    'trust/consents',
    'trust/retention',
  ],
  permissions,
  tables: [EnquiryForm, Enquiry],
  sql: [enquiriesSql],
  lists: [enquiries, enquiryForms],
  verbs: [
    mutation(addEnquiryForm, EnquiryForm),
    mutation(updateEnquiryForm, EnquiryForm),
    mutation(retireEnquiryForm, EnquiryForm),
    mutation(takeEnquiry, Enquiry),
    mutation(answerEnquiry, Enquiry),
    mutation(addContactOfEnquiry, Enquiry),
    mutation(closeEnquiry, Enquiry),
    plainMutation(eraseContact, () => Boolean),
    submitEnquiry,
    forgetContact,
  ],
  jobs: [forgetContactJob],
  routes: [enquiryFormRoutes],
  services: ({ config }) => ({ proofOfWork: new ProofOfWork(secretsOf(config)) }),
  demo: () => import('./demo.ts'),
  audits: { Enquiry: { label: 'Enquiry' }, EnquiryForm: { label: 'Enquiry form' } },
  home: [
    {
      figures: {
        enquiriesWaiting: {
          type: () => Int,
          description: 'Enquiries from web sites that nobody has taken, or that you have not answered.',
        },
      },
      at: { PLATFORM: waiting, RESELLER: waiting },
    },
  ],
});
