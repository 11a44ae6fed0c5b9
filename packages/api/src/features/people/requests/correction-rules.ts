import { email, line, name } from '@steward/shared';
import type { z } from 'zod';
import type { EndUser } from '../directory/index.ts';
import type { CorrectionField } from './correction.entity.ts';

interface CorrectionRule {
  /** What an entry in the directory must hold there. */
  rule: () => z.ZodType<string>;
  /** Where it stands in the entry; without one it is corrected by hand. */
  property?: keyof EndUser & ('firstName' | 'lastName' | 'email' | 'jobTitle' | 'department' | 'userId');
  /** It may be taken out altogether. */
  removable?: true;
  /** What people call it. */
  label: string;
}

/** What can be asked to be corrected. Telephone numbers are people's own to change. [U3] */
export const CORRECTIONS: Record<CorrectionField, CorrectionRule> = {
  FIRST_NAME: { rule: name, property: 'firstName', label: 'first name' },
  LAST_NAME: { rule: name, property: 'lastName', label: 'last name' },
  EMAIL: { rule: email, property: 'email', label: 'e-mail address' },
  JOB_TITLE: { rule: () => line(120), property: 'jobTitle', removable: true, label: 'job title' },
  DEPARTMENT: { rule: () => line(120), property: 'department', removable: true, label: 'department' },
  USER_ID: { rule: () => line(200), property: 'userId', label: 'user id' },
  OTHER: { rule: () => line(200), label: 'record' },
};
