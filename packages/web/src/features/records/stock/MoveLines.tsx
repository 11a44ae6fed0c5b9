import { localDate } from '@steward/shared';
import { useState } from 'react';
import { graphql, type VariablesOf } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { BulkDialogue } from '../../../ui/BulkDialogue.tsx';
import { DayField } from '../../../ui/form/DayField.tsx';

const MoveDocument = graphql(`
  mutation SetLineState($input: SetLineStateInput!) {
    setLineState(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);
export type LineMove = VariablesOf<typeof MoveDocument>['input']['state'];

const WORDS: Record<LineMove, { title: string; consequence: string; label: string; done: string }> = {
  LIVE: {
    title: 'live',
    consequence: 'The company sees that it works, and since when.',
    label: 'Note as live',
    done: 'live',
  },
  CEASED: {
    title: 'ceased',
    consequence:
      'Its IP addresses can be given to another line; which it had, and when, is kept. What is paid for it ends by an order.',
    label: 'Note as ceased',
    done: 'noted as ceased',
  },
  ORDERED: {
    title: 'on order',
    consequence: 'It is on order again, as if it had not been live.',
    label: 'Note as on order',
    done: 'on order',
  },
};

interface MoveLinesProps {
  ids: readonly string[];
  to: LineMove;
  onClose: (done: boolean) => void;
}

/** Says that lines are live or have ceased, and since when [R2]. */
export function MoveLines({ ids, to, onClose }: MoveLinesProps) {
  const move = useSend(MoveDocument, 'BroadbandLine');
  const today = localDate(new Date());
  const [on, setOn] = useState(today);
  const { title, consequence, label, done } = WORDS[to];
  return (
    <BulkDialogue
      count={ids.length}
      title={`Note ${plural(ids.length, 'line', 'lines')} as ${title}?`}
      consequence={consequence}
      confirmLabel={label}
      destructive={to === 'CEASED'}
      onConfirm={async () =>
        (await move({ input: { ids: [...ids], state: to, on: to === 'ORDERED' ? null : on || null } }))
          .setLineState
      }
      done={(count) => `${plural(count, 'line is', 'lines are')} ${done}.`}
      onClose={onClose}
    >
      {to !== 'ORDERED' && (
        <DayField
          label={to === 'LIVE' ? 'First day on which it worked' : 'First day on which it no longer did'}
          required
          value={on}
          onChange={setOn}
          max={today}
        />
      )}
    </BulkDialogue>
  );
}
