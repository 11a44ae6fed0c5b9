import {
  DATA_CLASS_WORDS,
  DATA_SUBJECT_WORDS,
  formatDate,
  LAWFUL_BASIS_WORDS,
  listed,
  localDate,
  PURPOSE_WORDS,
  TRANSFER_WORDS,
} from '@steward/shared';
import type { ProcessingRecord } from './processing-record.entity.ts';

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
      PURPOSE_WORDS[purpose],
      `${LAWFUL_BASIS_WORDS[basis]}: ${because}`,
      listed(subjects, DATA_SUBJECT_WORDS),
      listed(classes, DATA_CLASS_WORDS),
      kept.join('; '),
    ]),
    recipients: content.recipients.map(({ name: recipient, does, country, places, transfer }) => [
      recipient,
      does,
      [country, ...places].filter(Boolean).join(', '),
      TRANSFER_WORDS[transfer],
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
