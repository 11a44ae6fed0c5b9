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
  END_SERVICES: 'endServices',
  ALL_SERVICES: 'allServices',
  SERVICE: 'service',
});
export type BulkField = (typeof BulkField)[keyof typeof BulkField];
export const BULK_FIELDS: readonly BulkField[] = Object.values(BulkField);

/** Whether a blank cell leaves what there is, or empties it. */
export const BlankCell = enumeration('BlankCell', { LEAVE: 'leave', EMPTY: 'empty' });
export type BlankCell = (typeof BlankCell)[keyof typeof BlankCell];

/** What a column of a file means. */
export interface Meaning {
  field: BulkField;
  /** The product, of a column that says of one service whether somebody has it. */
  productId?: string;
  /** Blank cells empty what there is. */
  empties?: boolean;
}

/** What can be without a value; a name or an address cannot, and stays. */
const EMPTIED: ReadonlySet<BulkField> = new Set([
  'mobile',
  'phone',
  'jobTitle',
  'department',
  'allServices',
  'service',
]);
export const canBeEmptied = (field: BulkField): boolean => EMPTIED.has(field);

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
  services: [
    'services',
    'service',
    'products',
    'product',
    'productcodes',
    'addservices',
    'beginservices',
    'servicestobegin',
  ],
  endServices: ['endservices', 'servicestoend', 'removeservices', 'cancelservices'],
  allServices: ['allservices'],
  service: [],
};
const FIELD_OF = new Map(
  BULK_FIELDS.flatMap((field) => TITLES[field].map((title) => [title, field] as const)),
);

/** What the columns of a company's files meant the last time, by title; null: left out. */
export type Remembered = Readonly<Record<string, Exclude<BulkField, 'service'> | `service ${string}` | null>>;

/** How a meaning is remembered. What blank cells did is not: that is for each file to say. */
export const memorable = (meaning: Meaning | null): Remembered[string] =>
  meaning && (meaning.field === 'service' ? `service ${meaning.productId}` : meaning.field);

function recalled(text: NonNullable<Remembered[string]>): Meaning {
  const productId = /^service (.*)$/.exec(text)?.[1];
  return productId === undefined ? { field: text as BulkField } : { field: 'service', productId };
}

/** A title without what spellings differ in. */
export const plain = (title: string): string => title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
export const shown = (title: string): string => (title.length > 60 ? `${title.slice(0, 60)}…` : title);

export const isKnown = (title: string): boolean => FIELD_OF.has(plain(title));

/**
 * What each column is taken for: as remembered, else by its title; of two that mean the same, the first.
 *
 * @param services the products that a column may be about, by code and name in the form of `plain`
 */
export function proposed(
  titles: readonly string[],
  remembered: Remembered,
  services: ReadonlyMap<string, string>,
): (Meaning | null)[] {
  const taken = new Set<string>();
  const products = new Set(services.values());
  return titles.map((title) => {
    const key = plain(title);
    const meaning = Object.hasOwn(remembered, key)
      ? remembered[key] && recalled(remembered[key])
      : byTitle(key, services);
    if (!meaning || (meaning.productId !== undefined && !products.has(meaning.productId))) return null;
    const what = whatOf(meaning);
    if (taken.has(what)) return null;
    taken.add(what);
    return meaning;
  });
}

/** What may stand in one column of a file only. */
export const whatOf = ({ field, productId = '' }: Meaning): string => `${field} ${productId}`;

function byTitle(key: string, services: ReadonlyMap<string, string>): Meaning | undefined {
  const field = FIELD_OF.get(key);
  if (field) return { field };
  const productId = services.get(key);
  return productId === undefined ? undefined : { field: 'service', productId };
}
