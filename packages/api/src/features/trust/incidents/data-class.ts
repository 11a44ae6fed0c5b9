import { enumeration } from '../../../kernel/table.ts';

/** What kind of personal data it is. */
export const DataClass = enumeration('DataClass', {
  IDENTITY: 'IDENTITY',
  CONTACT: 'CONTACT',
  CREDENTIAL: 'CREDENTIAL',
  TRAFFIC: 'TRAFFIC',
  CONTENT: 'CONTENT',
  PAYMENT: 'PAYMENT',
  LOCATION: 'LOCATION',
  OFFICIAL_NUMBER: 'OFFICIAL_NUMBER',
  SERVICE: 'SERVICE',
  CHOICE: 'CHOICE',
});
export type DataClass = keyof typeof DataClass;
