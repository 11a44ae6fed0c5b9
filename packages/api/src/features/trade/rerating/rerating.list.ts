import { setting } from '../../../kernel/protection.ts';
import { by, choice, equals, list } from '../../../kernel/read/list.ts';
import {
  Rerating,
  ReratingNote,
  ReratingNoteKind,
  ReratingNoteState,
  ReratingState,
} from './rerating.entity.ts';

/** What was re-rated, by whoever sold it. [B2] */
export const reratings = list(Rerating, {
  name: 'reratings',
  permission: 'CREDIT_NOTE_WRITE',
  filters: { state: choice('state', ReratingState), tariffId: equals('tariff_id') },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});

/** The notes that re-rating has come to: proposed, issued, or left. [B6] */
export const reratingNotes = list(ReratingNote, {
  name: 'reratingNotes',
  permission: 'CREDIT_NOTE_WRITE',
  filters: {
    reratingId: equals('rerating_id'),
    state: choice('state', ReratingNoteState),
    kind: choice('kind', ReratingNoteKind),
  },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});

/** SQL: notes of one's own that nobody has issued yet, nor left. */
export const PROPOSED = `(select count(*) from rerating_note n where n.state = 'PROPOSED' and n.reseller_id = ${setting('reseller_id')})`;
