import type { Routes } from '../../../kernel/graphql/server.ts';
import { conflict } from '../../../kernel/problem.ts';
import { answerFiles } from '../billing/index.ts';
import { creditNoteFiles } from './keep-credit-note-files.ts';

const answer = answerFiles({
  table: 'credit_note',
  name: 'credit note',
  files: creditNoteFiles,
  async unissued() {
    throw conflict('This credit note is not issued: there is no file of it.');
  },
});
const config = { context: true } as const;

/** The credit note and its e-invoice as they were issued. [B6] [B8] */
export const creditNoteFilesRoutes: Routes = (server) => {
  server.get<{ Params: { id: string } }>('/credit-notes/:id/pdf', { config }, answer('pdf'));
  server.get<{ Params: { id: string } }>('/credit-notes/:id/xml', { config }, answer('xml'));
};
