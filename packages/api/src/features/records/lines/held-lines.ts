import type { Held } from '../../../kernel/holding.ts';
import { heldBy } from '../stock/index.ts';

/** The broadband lines that somebody works at; they stay the company's, and live. [R2] [U5] */
export const heldLines: Held = {
  kind: 'BROADBAND_LINE',
  label: 'Broadband lines',
  tables: ['broadband_line', 'line_holding'],
  permission: 'LINE_WRITE',
  choices: [
    ['END', 'Back to the company'],
    ['HAND_OVER', 'Handed over'],
    ['KEEP', 'Left with them'],
  ],
  held: `select l.id, l.reference as name, concat_ws(' · ', l.supplier, l.postcode) as detail, null as fixed
    from broadband_line l where l.end_user_id = $1 and l.state <> 'CEASED' order by l.reference_key, l.id`,
  ...heldBy({ table: 'broadband_line', type: 'BroadbandLine', usable: `r.state <> 'CEASED'` }),
};
