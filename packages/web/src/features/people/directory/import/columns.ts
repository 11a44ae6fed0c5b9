import { formatPhone } from '../../../../lib/phone.ts';

/** The columns of a file of end users, in the order of the template and of the preview [U2]. */
export const COLUMNS = [
  { field: 'firstName', title: 'First name', required: true, example: 'Ada' },
  { field: 'lastName', title: 'Last name', required: true, example: 'Lovelace' },
  { field: 'email', title: 'E-mail', required: false, example: 'ada.lovelace' },
  { field: 'mobile', title: 'Mobile', required: false, example: '07700 900123' },
  { field: 'phone', title: 'Phone', required: false, example: '020 7946 0018' },
  { field: 'jobTitle', title: 'Job title', required: false, example: 'Analyst' },
  { field: 'department', title: 'Department', required: false, example: 'Research' },
] as const;

export type UserField = (typeof COLUMNS)[number]['field'];

/** What people call the column that an error is about. */
export function titleOf(column: string): string {
  return COLUMNS.find(({ field }) => field === column)?.title ?? 'Whole row';
}

/** A cell as people read it: the numbers of a row without errors are kept as E.164. */
export function shownCell(field: UserField, value: string): string {
  return field === 'mobile' || field === 'phone' ? formatPhone(value) : value;
}
