import { conflict } from '../../../kernel/problem.ts';
import { filesRoutes } from '../billing/index.ts';
import { creditNoteFiles } from './keep-credit-note-files.ts';

/** `GET /credit-notes/<id>/pdf` and `/xml`. [B6] [B8] */
export const creditNoteFilesRoutes = filesRoutes({
  path: '/credit-notes',
  table: 'credit_note',
  name: 'credit note',
  files: creditNoteFiles,
  async unissued() {
    throw conflict('This credit note is not issued: there is no file of it.');
  },
});
