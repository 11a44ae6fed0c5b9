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
] as const;

export type BulkField = (typeof COLUMNS)[number]['field'];

/** What people call the column that an error or a change is about. */
export function titleOf(column: string): string {
  return COLUMNS.find(({ field }) => field === column)?.title ?? 'Whole row';
}

/** A value as people read it: numbers are kept as E.164. */
export function shownValue(field: string, value: string | null): string {
  if (!value) return 'nothing';
  return field === 'mobile' || field === 'phone' ? formatPhone(value) : value;
}
