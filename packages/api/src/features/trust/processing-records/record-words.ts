import { formatDate, localDate } from '@steward/shared';
import { type DataClass, PURPOSES, type Subject } from '../../../kernel/personal-data.ts';
import type { ProcessingRecord, RecordedActivity, RecordedRecipient } from './processing-record.entity.ts';

const SUBJECTS: Record<Subject, string> = {
  END_USER: 'end users',
  ADMINISTRATOR: 'administrators',
  CUSTOMER: 'customers',
  CORRESPONDENT: 'whom they communicate with',
  VISITOR: 'visitors',
  ACTOR: 'whoever decided something',
};
const CLASSES: Record<DataClass, string> = {
  IDENTITY: 'names and work addresses',
  CONTACT: 'contact details',
  LOCATION: 'locations',
  CREDENTIAL: 'credentials',
  OFFICIAL_NUMBER: 'official numbers',
  TRAFFIC: 'traffic data',
  CONTENT: 'content',
  PAYMENT: 'payment details',
  SERVICE: 'services held',
};
const BASES: Record<RecordedActivity['basis'], string> = {
  CONTRACT: 'Contract',
  LEGAL_OBLIGATION: 'Legal obligation',
  LEGITIMATE_INTERESTS: 'Legitimate interests',
  CONSENT: 'Consent',
};
const TRANSFERS: Record<RecordedRecipient['transfer'], string> = {
  NONE: 'does not leave the United Kingdom',
  ADEQUACY: 'adequacy regulations',
  IDTA: 'International Data Transfer Agreement',
  UK_ADDENDUM: 'UK Addendum to the standard contractual clauses',
  SCC: 'standard contractual clauses',
};

const sentence = (words: readonly string[]): string => {
  const text = words.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** A record as a person reads it: a head, and tables of words. */
export interface RecordPaper {
  title: string;
  name: string;
  facts: string[];
  activities: string[][];
  recipients: string[][];
  onBehalfOf: string[][];
  measures: string[];
  madeOn: string;
}

/** Heads of the tables of a record. */
export const PAPER_HEADS = {
  activities: ['Purpose', 'Lawful basis', 'Whose data', 'Which data', 'Kept'],
  recipients: ['Recipient', 'What it does', 'Where', 'Transfer'],
  onBehalfOf: ['Controller', 'Address', 'Through'],
} as const;

/** The paper that a record is printed as, and its CSV. [D6] */
export function recordPaper(record: ProcessingRecord): RecordPaper {
  const { form, version, name, address, contactName, contactEmail, contactPhone, contactOfficer, content } =
    record;
  const madeOn = localDate(record.createdAt);
  const contact = [contactName, contactEmail, contactPhone].filter(Boolean).join(', ');
  return {
    title: `Record of processing – ${form === 'CONTROLLER' ? 'controller' : 'processor'}`,
    name,
    facts: [
      address.join(', '),
      contact
        ? `${contactOfficer ? 'Data protection officer' : 'Contact for data protection'}: ${contact}.`
        : 'Nobody is named as contact for data protection.',
      `Version ${version} of ${formatDate(madeOn)}, UK GDPR Art. 30(${form === 'CONTROLLER' ? 1 : 2}).`,
    ],
    activities: content.activities.map(({ purpose, basis, because, subjects, classes, kept }) => [
      PURPOSES[purpose].words,
      `${BASES[basis]}: ${because}`,
      sentence(subjects.map((subject) => SUBJECTS[subject])),
      sentence(classes.map((dataClass) => CLASSES[dataClass])),
      kept.join('; '),
    ]),
    recipients: content.recipients.map(({ name: recipient, does, country, places, transfer }) => [
      recipient,
      does,
      [country, ...places].filter(Boolean).join(', '),
      sentence([TRANSFERS[transfer]]),
    ]),
    onBehalfOf: content.onBehalfOf.map(({ name: controller, address: lines, through }) => [
      controller,
      lines.join(', '),
      through ?? '',
    ]),
    measures: content.measures,
    madeOn,
  };
}
