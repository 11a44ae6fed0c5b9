import { Int } from 'type-graphql';
import { BulkOutcome } from '../../../kernel/bulk.ts';
import { feature, type HomePart } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import { failRerating } from './fail-rerating.ts';
import { issueReratingNotes } from './issue-rerating-notes.ts';
import { leaveReratingNotes } from './leave-rerating-notes.ts';
import { previewRerating } from './preview-rerating.ts';
import { rerateCalls } from './rerate-calls.ts';
import { rerateCallsJob, rerateNext } from './rerate-next.ts';
import { Rerating, ReratingLine, ReratingNote } from './rerating.entity.ts';
import { PROPOSED, reratingNotes, reratings } from './rerating.list.ts';
import { reratingSql } from './rerating-sql.ts';

const figures = { reratingNotesProposed: PROPOSED };
const reratingAtHome: HomePart = {
  figures: {
    reratingNotesProposed: {
      type: () => Int,
      description: 'Notes of calls that were re-rated, which nobody has issued yet, nor left.',
    },
  },
  at: { PLATFORM: { figures }, RESELLER: { figures } },
};

export const reratingFeature = feature({
  name: 'trade/rerating',
  needs: [
    'platform/tenancy',
    'people/identity',
    'platform/onboarding',
    'trade/prices',
    'trade/tariffs',
    'trade/billing',
    'trade/credit-notes',
    'trade/debit-notes',
    'trade/calls',
  ],
  tables: [Rerating, ReratingLine, ReratingNote],
  sql: [reratingSql],
  lists: [reratings, reratingNotes],
  verbs: [
    mutation(rerateCalls, Rerating),
    plainMutation(issueReratingNotes, () => BulkOutcome),
    plainMutation(leaveReratingNotes, () => BulkOutcome),
    rerateNext,
    failRerating,
  ],
  views: [previewRerating],
  jobs: [rerateCallsJob],
  audits: {
    Rerating: { label: 'Re-rating of calls' },
    ReratingNote: { label: 'Note of a re-rating' },
  },
  home: [reratingAtHome],
  demo: () => import('./demo.ts'),
});
