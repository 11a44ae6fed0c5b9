import { formatPhone } from '../../../lib/phone.ts';

/** What a file can say of a person, in the order of the sample and of the preview [U2]. */
export const COLUMNS = [
  { field: 'reference', title: 'Reference', example: '' },
  { field: 'firstName', title: 'First name', example: 'Ada' },
  { field: 'lastName', title: 'Last name', example: 'Lovelace' },
  { field: 'email', title: 'E-mail', example: 'ada.lovelace' },
  { field: 'mobile', title: 'Mobile', example: '07700 900123' },
  { field: 'phone', title: 'Phone', example: '020 7946 0018' },
  { field: 'jobTitle', title: 'Job title', example: 'Analyst' },
  { field: 'department', title: 'Department', example: 'Research' },
  { field: 'services', title: 'Services', example: '' },
  { field: 'endServices', title: 'Services to end', example: '' },
] as const;

/** What a column can mean beyond those of the sample: all that somebody is to have, or whether they have one service. */
const MORE = { allServices: 'All services', service: 'One service' } as const;

export type BulkField = (typeof COLUMNS)[number]['field'] | keyof typeof MORE;

/** What can be without a value; a name or an address cannot, and a blank cell leaves it. */
const EMPTIED: ReadonlySet<BulkField> = new Set([
  'mobile',
  'phone',
  'jobTitle',
  'department',
  'allServices',
  'service',
]);
export const canBeEmptied = (field: BulkField): boolean => EMPTIED.has(field);

/** What people call the column that an error or a change is about. */
export function titleOf(column: string): string {
  const more: Readonly<Record<string, string>> = MORE;
  return COLUMNS.find(({ field }) => field === column)?.title ?? more[column] ?? 'Whole row';
}

/** A value as people read it: numbers are kept as E.164. */
export function shownValue(field: string, value: string | null): string {
  if (!value) return 'nothing';
  return field === 'mobile' || field === 'phone' ? formatPhone(value) : value;
}
