import { enumeration } from '../../../kernel/table.ts';

/** What people may ask of whoever keeps data about them (UK GDPR Articles 13 to 21; complaints: Data Protection Act 2018, section 164A). */
export const RightsKind = enumeration('RightsKind', {
  KNOW: 'KNOW',
  ACCESS: 'ACCESS',
  COPY: 'COPY',
  CORRECT: 'CORRECT',
  RESTRICT: 'RESTRICT',
  OBJECT: 'OBJECT',
  ERASE: 'ERASE',
  COMPLAIN: 'COMPLAIN',
});
export type RightsKind = keyof typeof RightsKind;

/** As the letters about it say: "your request to …". */
export const KIND_WORDS: Record<RightsKind, string> = {
  KNOW: 'request to know what is done with your data',
  ACCESS: 'request to see your data',
  COPY: 'request for a copy of your data',
  CORRECT: 'request to have your data corrected',
  RESTRICT: 'request to have the use of your data restricted',
  OBJECT: 'objection to the use of your data',
  ERASE: 'request to have your data erased',
  COMPLAIN: 'complaint about the use of your data',
};

/** What would do harm if it were done for somebody else: it is not completed before it is known who asks. */
export const NEEDS_PROOF: ReadonlySet<RightsKind> = new Set(['ACCESS', 'COPY', 'CORRECT', 'ERASE']);
