import type { Held } from '../../../kernel/holding.ts';
import { heldBy } from '../stock/index.ts';

/** The telephone numbers that somebody is called at; they stay the company's, and in use. [R1] [U5] */
export const heldNumbers: Held = {
  kind: 'TELEPHONE_NUMBER',
  label: 'Telephone numbers',
  tables: ['telephone_number', 'number_holding'],
  permission: 'NUMBER_WRITE',
  choices: [
    ['END', 'Back to the company'],
    ['HAND_OVER', 'Handed over'],
    ['KEEP', 'Left with them'],
  ],
  held: `select n.id, n.national as name, n.label as detail, null as fixed
    from telephone_number n where n.end_user_id = $1 order by n.number_key, n.id`,
  ...heldBy({ table: 'telephone_number', type: 'TelephoneNumber', usable: `r.state <> 'QUARANTINED'` }),
};
