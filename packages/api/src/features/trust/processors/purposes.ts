import { enumeration } from '../../../kernel/table.ts';

/** Why personal data is held. */
export const ProcessingPurpose = enumeration('ProcessingPurpose', {
  SERVING: 'SERVING',
  SIGN_IN: 'SIGN_IN',
  BILLING: 'BILLING',
  ACCOUNTING: 'ACCOUNTING',
  SECURITY: 'SECURITY',
  SUPPORT: 'SUPPORT',
  ACCOUNTABILITY: 'ACCOUNTABILITY',
  RIGHTS: 'RIGHTS',
  MARKETING: 'MARKETING',
});
export type Purpose = keyof typeof ProcessingPurpose;
export const PURPOSES = Object.keys(ProcessingPurpose) as Purpose[];
