import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { BulkDialogue } from '../../../ui/BulkDialogue.tsx';
import type { Line } from './ReviewLines.tsx';

const DecideDocument = graphql(`
  mutation DecideAccess($input: DecideAccessInput!) {
    decideAccess(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

export type Decision = 'KEEP' | 'REDUCE' | 'REVOKE';

interface DecideAccessProps {
  decision: Decision;
  lines: readonly Pick<Line, 'id' | 'firstName' | 'lastName'>[];
  onClose: (done: boolean) => void;
}

const WORDS: Record<Decision, { deed: string; done: string; consequence: (several: boolean) => string }> = {
  KEEP: {
    deed: 'Keep',
    done: 'kept',
    consequence: (several) =>
      `Nothing changes for ${several ? 'them' : 'this person'}. You can decide otherwise until the review is closed.`,
  },
  REDUCE: {
    deed: 'Reduce',
    done: 'reduced',
    consequence: (several) =>
      `${several ? 'They get' : 'This person gets'} the read-only role at once: all is seen as before, nothing can be changed. Another role can be given at any time.`,
  },
  REVOKE: {
    deed: 'Revoke',
    done: 'revoked',
    consequence: (several) =>
      `${several ? 'They are' : 'This person is'} suspended and signed out everywhere at once. It is given back where administrators are listed, not here.`,
  },
};

/** Keeps, reduces or revokes the access of one or many, with a note for the evidence [T9]. */
export function DecideAccess({ decision, lines, onClose }: DecideAccessProps) {
  const decide = useSend(DecideDocument, 'AccessReviewLine');
  const [note, setNote] = useState('');
  const { deed, done, consequence } = WORDS[decision];
  const [first] = lines;
  const who =
    lines.length === 1 && first
      ? `${first.firstName} ${first.lastName}’s access`
      : `the access of ${plural(lines.length, 'person', 'people')}`;
  return (
    <BulkDialogue
      count={lines.length}
      title={`${deed} ${who}?`}
      consequence={consequence(lines.length > 1)}
      confirmLabel={deed}
      destructive={decision === 'REVOKE'}
      onConfirm={async () =>
        (await decide({ input: { lineIds: lines.map(({ id }) => id), decision, note } })).decideAccess
      }
      done={(count) => `The access of ${plural(count, 'person', 'people')} is ${done}.`}
      onClose={onClose}
    >
      <Textarea
        label="Note"
        description="Stands in the evidence."
        autosize
        minRows={2}
        maxLength={500}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </BulkDialogue>
  );
}
