import { page } from '../../../frame/routes.ts';

export const routes = [page('debit-notes', () => import('./DebitNoteList.tsx'), 'DebitNoteList')] as const;
