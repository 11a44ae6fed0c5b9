import { enumeration } from '../../../../kernel/table.ts';

/** What a file can say of a person, in the order of the sample and of the preview. */
export const BulkField = enumeration('BulkField', {
  REFERENCE: 'reference',
  FIRST_NAME: 'firstName',
  LAST_NAME: 'lastName',
  EMAIL: 'email',
  MOBILE: 'mobile',
  PHONE: 'phone',
  JOB_TITLE: 'jobTitle',
  DEPARTMENT: 'department',
  SERVICES: 'services',
});
export type BulkField = (typeof BulkField)[keyof typeof BulkField];
export const BULK_FIELDS: readonly BulkField[] = Object.values(BulkField);

/** Titles that columns go by, without case, spaces and punctuation: those of common directories and address books. */
const TITLES: Record<BulkField, readonly string[]> = {
  reference: ['reference', 'id', 'userid', 'userreference', 'enduserid', 'stewardid', 'stewardreference'],
  firstName: ['firstname', 'first', 'givenname', 'forename', 'christianname'],
  lastName: ['lastname', 'last', 'surname', 'familyname', 'secondname'],
  email: ['email', 'emailaddress', 'mail', 'mailaddress', 'primaryemail', 'primaryemailaddress', 'workemail'],
  mobile: ['mobile', 'mobilephone', 'mobilenumber', 'mobilephonenumber', 'cell', 'cellphone', 'cellular'],
  phone: [
    'phone',
    'phonenumber',
    'telephone',
    'telephonenumber',
    'tel',
    'landline',
    'officephone',
    'workphone',
    'businessphone',
  ],
  jobTitle: ['jobtitle', 'job', 'position', 'role', 'title'],
  department: ['department', 'dept', 'division'],
  services: ['services', 'service', 'products', 'product', 'productcodes', 'addservices'],
};
const FIELD_OF = new Map(
  BULK_FIELDS.flatMap((field) => TITLES[field].map((title) => [title, field] as const)),
);

/** What the columns of a company's files meant the last time, by title; null: left out. */
export type Remembered = Readonly<Record<string, BulkField | null>>;

/** A title without what spellings differ in. */
export const plain = (title: string): string => title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
export const shown = (title: string): string => (title.length > 60 ? `${title.slice(0, 60)}…` : title);

export const isKnown = (title: string): boolean => FIELD_OF.has(plain(title));

/** The field that each column is taken for: as remembered, else by its title; of two that mean the same, the first. */
export function proposed(titles: readonly string[], remembered: Remembered): (BulkField | null)[] {
  const taken = new Set<BulkField>();
  return titles.map((title) => {
    const key = plain(title);
    const field = Object.hasOwn(remembered, key) ? remembered[key] : FIELD_OF.get(key);
    if (!field || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}
