import { enumeration } from '../../../kernel/table.ts';

/** Which resellers a member of staff reaches: all, only those listed, or all but those. */
export const ReachMode = enumeration('ReachMode', { ALL: 'ALL', ONLY: 'ONLY', EXCEPT: 'EXCEPT' });
